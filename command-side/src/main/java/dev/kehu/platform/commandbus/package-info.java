/**
 * The way commands are sent: no transaction, who asked in the metadata, and the recorded position
 * in the answer.
 */
@NullMarked
package dev.kehu.platform.commandbus;

import org.jspecify.annotations.NullMarked;
