/** Erasures two people decide on. */
@NullMarked
package dev.kehu.privacy.process.approval;

import org.jspecify.annotations.NullMarked;
