@NullMarked
package dev.kehu.platform.queryside;

import org.jspecify.annotations.NullMarked;
