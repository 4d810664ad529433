@NullMarked
package dev.kehu.platform.watch;

import org.jspecify.annotations.NullMarked;
