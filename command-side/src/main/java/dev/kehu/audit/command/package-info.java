/** Remembers what was asked and answered, and which day the business counts. */
@NullMarked
package dev.kehu.audit.command;

import org.jspecify.annotations.NullMarked;
