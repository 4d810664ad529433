/** The copy's own care for threads and disks. */
@NullMarked
package dev.kehu.platform.analysis;

import org.jspecify.annotations.NullMarked;
