/** Tests of explanations of customers' value. */
@NullMarked
package dev.kehu.value.process.explanation;

import org.jspecify.annotations.NullMarked;
