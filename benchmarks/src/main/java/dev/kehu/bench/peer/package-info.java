/** What a user would take instead: stock Axon with its own stores. */
@NullMarked
package dev.kehu.bench.peer;

import org.jspecify.annotations.NullMarked;
