/**
 * The event store engine: natural group commit over a small port to a database, and the tail its
 * readers follow.
 */
@NullMarked
package dev.kehu.platform.eventstore;

import org.jspecify.annotations.NullMarked;
