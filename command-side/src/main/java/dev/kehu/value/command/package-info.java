/** How value models and fits are decided, and their thin shells. */
@NullMarked
package dev.kehu.value.command;

import org.jspecify.annotations.NullMarked;
