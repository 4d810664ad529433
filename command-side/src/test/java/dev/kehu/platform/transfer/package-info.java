/** Histories of real stores, written to files, spoiled and read back. */
@org.jspecify.annotations.NullMarked
package dev.kehu.platform.transfer;
