/** Tests of what is measured. */
@NullMarked
package dev.kehu.adapter.figures;

import org.jspecify.annotations.NullMarked;
