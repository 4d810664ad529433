/** What the command that verifies a history does, in the process that holds it or without one. */
@NullMarked
package dev.kehu.proving;

import org.jspecify.annotations.NullMarked;
