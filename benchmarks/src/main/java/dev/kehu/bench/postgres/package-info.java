/** The PostgreSQL server of a run: one that is there already, or one started for it. */
@NullMarked
package dev.kehu.bench.postgres;

import org.jspecify.annotations.NullMarked;
