/**
 * The event table in a PostgreSQL database, which several nodes may write to at once: one function
 * appends, and it is all the running role may do beside reading.
 */
@NullMarked
package dev.kehu.platform.eventstore.postgres;

import org.jspecify.annotations.NullMarked;
