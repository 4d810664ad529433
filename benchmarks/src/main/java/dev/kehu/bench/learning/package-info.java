/** Fitting purchase and spend models, beside the Python package lifetimes. */
@NullMarked
package dev.kehu.bench.learning;

import org.jspecify.annotations.NullMarked;
