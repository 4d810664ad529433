/** What follows by itself about customers' value: models are fitted to orders. */
@NullMarked
package dev.kehu.value.process;

import org.jspecify.annotations.NullMarked;
