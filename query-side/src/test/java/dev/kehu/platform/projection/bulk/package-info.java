@NullMarked
package dev.kehu.platform.projection.bulk;

import org.jspecify.annotations.NullMarked;
