/**
 * The way of commands through Axon Server, to whichever process it chooses; only {@code ServerBus}
 * knows the connector.
 */
@NullMarked
package dev.kehu.platform.commandbus.axonserver;

import org.jspecify.annotations.NullMarked;
