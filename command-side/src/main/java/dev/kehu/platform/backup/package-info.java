/** Backup and restore: consistent copies of the stores, the keys always apart from the events. */
@NullMarked
package dev.kehu.platform.backup;

import org.jspecify.annotations.NullMarked;
