/** The program: reads the command line, opens the data directory, starts the application. */
@NullMarked
package dev.kehu;

import org.jspecify.annotations.NullMarked;
