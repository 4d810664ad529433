/** Backup, restore, export and import, as commands. */
@NullMarked
package dev.kehu.moving;

import org.jspecify.annotations.NullMarked;
