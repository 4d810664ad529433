/** A command in a process of its own, which stops where it is to be killed. */
@org.jspecify.annotations.NullMarked
package dev.kehu.moving;
