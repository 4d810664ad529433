/** The interactions every contender records: made from a seed, so that all get the same. */
@NullMarked
package dev.kehu.bench.workload;

import org.jspecify.annotations.NullMarked;
