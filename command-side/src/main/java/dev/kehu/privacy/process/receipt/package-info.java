/** What is said, and signed, of an erasure that is done. */
@NullMarked
package dev.kehu.privacy.process.receipt;

import org.jspecify.annotations.NullMarked;
