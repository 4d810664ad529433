package dev.kehu.platform.outbox;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Origin;

/** The way to the command side: {@link dev.kehu.platform.commandbus.Commands#send}. */
@FunctionalInterface
public interface Sending {
    Receipt send(Object command, Origin origin);
}
