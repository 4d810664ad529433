/** State beside the events in PostgreSQL, and its way there from state.db. */
@NullMarked
package dev.kehu.platform.state.postgres;

import org.jspecify.annotations.NullMarked;
