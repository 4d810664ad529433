/** The clock commands and views are given: real time, and the business day where one was set. */
@NullMarked
package dev.kehu.platform.calendar;

import org.jspecify.annotations.NullMarked;
