/** What may be asked about customers' value, and what can have happened. */
@NullMarked
package dev.kehu.value.api;

import org.jspecify.annotations.NullMarked;
