@NullMarked
package dev.kehu.platform.memory;

import org.jspecify.annotations.NullMarked;
