/** Backups of real stores, taken, spoiled and restored. */
@org.jspecify.annotations.NullMarked
package dev.kehu.platform.backup;
