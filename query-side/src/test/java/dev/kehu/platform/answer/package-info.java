/** Tests of what all answers have in common. */
@NullMarked
package dev.kehu.platform.answer;

import org.jspecify.annotations.NullMarked;
