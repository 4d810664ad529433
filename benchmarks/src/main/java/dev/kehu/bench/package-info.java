/** Runs ours, a peer and a physical floor in interleaved rounds, and prints the figures. */
@NullMarked
package dev.kehu.bench;

import org.jspecify.annotations.NullMarked;
