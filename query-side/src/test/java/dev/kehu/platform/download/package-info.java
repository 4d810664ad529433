@NullMarked
package dev.kehu.platform.download;

import org.jspecify.annotations.NullMarked;
