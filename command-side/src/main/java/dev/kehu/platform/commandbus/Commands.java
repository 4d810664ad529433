package dev.kehu.platform.commandbus;

import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.eventstore.StoredEvents;
import dev.kehu.platform.memory.States;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends a command on the caller's thread and returns when its events are on disk. What collides
 * with another command is tried again with the same request id, as {@link Retries} says.
 */
public final class Commands {
    private final CommandBus bus;
    private final States states;
    private final Retries retries;
    private final Positions positions;

    public Commands(CommandBus bus, States states, Retries retries) {
        this.bus = bus;
        this.states = states;
        this.retries = retries;
        positions = new Positions(bus);
        bus.registerHandlerInterceptor(this::refuseOnTheNewestState);
    }

    /**
     * @throws dev.kehu.kernel.Refusal when the business says no; nothing was recorded
     * @throws dev.kehu.platform.eventstore.StoreUnavailable when the store could not record it
     * @throws org.axonframework.modelling.command.AggregateStreamCreationException when a stream
     *     the command creates is there already, on the last try, too
     * @throws ConcurrencyException when others were faster on the last try, too
     * @throws org.axonframework.common.lock.LockAcquisitionFailedException when too many wait for
     *     the same streams
     */
    public Receipt send(Object command, Origin origin) {
        return sent(command, origin).receipt();
    }

    /** As {@link #send}, for who does something further, and once only. */
    public Sent sent(Object command, Origin origin) {
        return retries.of(() -> sentOnce(command, origin));
    }

    /**
     * A command that was answered.
     *
     * @param fresh whether this process recorded something just now; false, too, when the answer is
     *     that of an earlier request
     */
    public record Sent(Receipt receipt, boolean fresh) {}

    /**
     * As {@link #send} without another try, for commands whose collision is an answer in itself.
     */
    public Receipt once(Object command, Origin origin) {
        return sentOnce(command, origin).receipt();
    }

    private Sent sentOnce(Object command, Origin origin) {
        CommandMessage<Object> message = message(command, origin);
        positions.ask(message);
        try {
            Receipt receipt = answer(message);
            return new Sent(positions.placed(message, receipt), positions.of(message).isPresent());
        } finally {
            positions.forget(message);
        }
    }

    /**
     * Carries out commands in one append, in this order: all of them, or none when one of them
     * fails. Each must begin or extend streams that no other one touches. They are tried again
     * together, unless a stream is there already: then each has to be looked at on its own.
     *
     * @return their receipts in the same order; the position is that of the last event on the
     *     stream the command names as its target
     * @throws RuntimeException as {@link #once}, for the first one that failed
     */
    public List<Receipt> together(Map<String, ?> commandsByStream, Origin origin) {
        return retries.unlessThere(() -> togetherOnce(commandsByStream, origin));
    }

    private List<Receipt> togetherOnce(Map<String, ?> commandsByStream, Origin origin) {
        UnitOfWork<Message<?>> unit = DefaultUnitOfWork.startAndGet(null);
        StoredEvents[] stored = new StoredEvents[1];
        unit.afterCommit(root -> stored[0] = root.getResource(GroupCommitEngine.STORED));
        Map<String, Receipt> receipts = new LinkedHashMap<>();
        try {
            commandsByStream.forEach(
                    (stream, c) -> receipts.put(stream, answer(message(c, origin))));
            unit.commit();
        } catch (RuntimeException | Error e) { // or its locks would be held for ever
            if (unit.isActive()) {
                unit.rollback(e);
            }
            throw e;
        }
        Map<String, Long> positions = stored[0] == null ? Map.of() : stored[0].positionsByStream();
        return receipts.entrySet().stream()
                .map(e -> placed(e.getValue(), positions.get(e.getKey())))
                .toList();
    }

    private static Receipt placed(Receipt receipt, @Nullable Long position) {
        return position == null ? receipt : receipt.at(position);
    }

    private static CommandMessage<Object> message(Object command, Origin origin) {
        return GenericCommandMessage.asCommandMessage(command).withMetaData(origin.metadata());
    }

    private Receipt answer(CommandMessage<Object> message) {
        Object[] answer = new Object[1];
        bus.<Object, Object>dispatch(
                message,
                (sent, result) ->
                        answer[0] =
                                result.isExceptional()
                                        ? result.exceptionResult()
                                        : result.getPayload());
        return switch (answer[0]) {
            case Receipt receipt -> receipt;
            case CommandExecutionException e when e.getCause() instanceof RuntimeException cause ->
                    throw cause;
            case AnsweredBefore before -> before.receipt();
            case RuntimeException e -> throw e;
            case null, default ->
                    throw new IllegalStateException("A command was not answered with a receipt");
        };
    }

    /** What other nodes did may not have been heard here when a decision refused. */
    private Object refuseOnTheNewestState(
            UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (Refusal refusal) {
            if (states.stale()) {
                throw new ConcurrencyException("A stream this refusal rests on has moved", refusal);
            }
            throw refusal;
        }
    }
}
