/** Tests of the value commands. */
@NullMarked
package dev.kehu.appraisal;

import org.jspecify.annotations.NullMarked;
