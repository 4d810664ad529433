/** Kills the program in the middle of its work, and checks what is left. */
@org.jspecify.annotations.NullMarked
package dev.kehu.crash;
