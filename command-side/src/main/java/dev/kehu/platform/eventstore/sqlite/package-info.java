/** The event table in one SQLite file: the embedded default, open to anybody's tools. */
@NullMarked
package dev.kehu.platform.eventstore.sqlite;

import org.jspecify.annotations.NullMarked;
