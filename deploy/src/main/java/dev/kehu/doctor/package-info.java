/** Looks for what can be wrong before, and while, the program runs. */
@NullMarked
package dev.kehu.doctor;

import org.jspecify.annotations.NullMarked;
