package dev.kehu.platform.commandbus;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvents;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the events of commands that are carried out here came to stand; known once the unit of work
 * is committed, after the handler has answered. Only of commands that were asked for: nobody
 * collects what one sent from elsewhere left behind.
 */
public final class Positions {
    private final Map<String, Long> asked = new ConcurrentHashMap<>();

    public Positions(CommandBus bus) {
        bus.registerHandlerInterceptor(this::listen);
    }

    /** Before the command is dispatched; {@link #forget} comes after. */
    public void ask(CommandMessage<?> command) {
        asked.put(command.getIdentifier(), 0L);
    }

    /** Of the last event the command led to; none when it led to no event here. */
    public OptionalLong of(CommandMessage<?> command) {
        long position = asked.getOrDefault(command.getIdentifier(), 0L);
        return position == 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /** The receipt with the position, or as it is when the command led to no event here. */
    public Receipt placed(CommandMessage<?> command, Receipt receipt) {
        OptionalLong position = of(command);
        return position.isPresent() ? receipt.at(position.getAsLong()) : receipt;
    }

    public void forget(CommandMessage<?> command) {
        asked.remove(command.getIdentifier());
    }

    private Object listen(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain)
            throws Exception {
        if (unit.parent().isPresent()) {
            return chain.proceed(); // who began the root asks it
        }
        String id = unit.getMessage().getIdentifier();
        unit.root()
                .afterCommit(
                        root -> {
                            StoredEvents stored = root.getResource(GroupCommitEngine.STORED);
                            if (stored != null && !stored.events().isEmpty()) {
                                asked.replace(id, stored.positionOfLast());
                            }
                        });
        return chain.proceed();
    }
}
