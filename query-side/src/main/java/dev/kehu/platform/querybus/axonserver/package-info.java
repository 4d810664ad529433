/**
 * The way of questions through Axon Server, to and from other programs; only {@code ServerQueries}
 * knows the connector.
 */
@NullMarked
package dev.kehu.platform.querybus.axonserver;

import org.jspecify.annotations.NullMarked;
