/** Erases people once no purpose needs them any more. */
@NullMarked
package dev.kehu.privacy.process.retention;

import org.jspecify.annotations.NullMarked;
