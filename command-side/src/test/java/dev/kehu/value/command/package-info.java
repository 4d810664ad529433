/** Tests of value models and fits. */
@NullMarked
package dev.kehu.value.command;

import org.jspecify.annotations.NullMarked;
