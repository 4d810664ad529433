/** The work every contender gets is the same in every run. */
@NullMarked
package dev.kehu.bench.workload;

import org.jspecify.annotations.NullMarked;
