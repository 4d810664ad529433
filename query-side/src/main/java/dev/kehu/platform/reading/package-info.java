/** Reads a customer's view, live or as of a date, merged customers combined. */
@NullMarked
package dev.kehu.platform.reading;

import org.jspecify.annotations.NullMarked;
