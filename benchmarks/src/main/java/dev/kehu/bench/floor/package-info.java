/** What the machine can do at best, without any framework. */
@NullMarked
package dev.kehu.bench.floor;

import org.jspecify.annotations.NullMarked;
