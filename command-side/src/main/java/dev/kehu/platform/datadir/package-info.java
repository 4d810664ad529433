/** The data directory: one folder, one format version, one process at a time. */
@NullMarked
package dev.kehu.platform.datadir;

import org.jspecify.annotations.NullMarked;
