/** What is measured: one class for each group of metrics that share their stores. */
@NullMarked
package dev.kehu.bench.metric;

import org.jspecify.annotations.NullMarked;
