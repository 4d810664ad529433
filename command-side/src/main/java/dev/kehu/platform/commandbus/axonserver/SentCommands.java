package dev.kehu.platform.commandbus.axonserver;

import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.trace.Trace;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.Distributed;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Sends a command through Axon Server and waits, on the caller's thread and never without a limit,
 * for what became of it. A command that is part of a unit of work stays in this process, for a unit
 * of work cannot cross: several commands in one append are always carried out where they are sent.
 */
public final class SentCommands implements CommandBus, Distributed<CommandBus>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SentCommands.class);

    private final CommandBus here;
    private final Link server;
    private final Predicate<Class<?>> carried;
    private final Limits limits;

    SentCommands(CommandBus here, Link server, Predicate<Class<?>> carried, Limits limits) {
        this.here = here;
        this.server = server;
        this.carried = carried;
        this.limits = limits;
    }

    /** The bus of the connector, and the connection under it. */
    interface Link extends AutoCloseable {
        CommandBus bus();

        boolean connected();

        @Override
        void close();
    }

    /**
     * How long a caller waits.
     *
     * @param answer for what became of a command; longer than an append may take
     * @param handler for somebody to take commands, as at a start or after a reconnect
     */
    record Limits(Duration answer, Duration handler) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(2));
        static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    }

    /** Whether the server is reached, as far as is known. */
    public boolean connected() {
        return server.connected();
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, NoOpCallback.INSTANCE);
    }

    @Override
    public <C, R> void dispatch(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        if (CurrentUnitOfWork.isStarted() || !carried.test(command.getPayloadType())) {
            here.dispatch(command, callback);
        } else {
            callback.onResult(command, this.<C, R>carriedOut(command));
        }
    }

    /** That nobody takes it is the one answer after which it may be sent again unseen. */
    private <C, R> CommandResultMessage<? extends R> carriedOut(CommandMessage<C> command) {
        long until = System.nanoTime() + limits.handler().toNanos();
        while (true) {
            Throwable failure = new NoHandlerForCommandException("Not connected");
            if (server.connected()) {
                CommandResultMessage<? extends R> result = sent(command);
                if (!result.isExceptional()) {
                    return result;
                }
                failure = plain(result.exceptionResult());
            }
            if (!(failure instanceof NoHandlerForCommandException)
                    || System.nanoTime() - until >= 0) {
                return GenericCommandResultMessage.asCommandResultMessage(reason(failure));
            }
            LockSupport.parkNanos(Limits.PAUSE_NANOS);
        }
    }

    private <C, R> CommandResultMessage<? extends R> sent(CommandMessage<C> command) {
        CompletableFuture<CommandResultMessage<? extends R>> answer = new CompletableFuture<>();
        try {
            server.bus().<C, R>dispatch(command, (asked, result) -> answer.complete(result));
            CommandResultMessage<? extends R> result =
                    answer.orTimeout(limits.answer().toNanos(), TimeUnit.NANOSECONDS).join();
            if (!result.isExceptional()) {
                result.getPayload(); // read here, where what does not read is taken care of
            }
            return result;
        } catch (RuntimeException e) {
            return GenericCommandResultMessage.asCommandResultMessage(e);
        }
    }

    private static Throwable plain(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? plain(failure.getCause())
                : failure;
    }

    private static RuntimeException reason(Throwable failure) {
        if (failure instanceof CommandExecutionException e
                && e.<Object>getDetails().orElse("") instanceof Failure told) {
            return told.again();
        }
        if (failure instanceof NoHandlerForCommandException) {
            return StoreUnavailable.unreachable(
                    "No Kehu takes commands from Axon Server now; nothing was recorded. Try again"
                            + " shortly",
                    failure);
        }
        LOG.debug("A command was not answered: {}", Trace.classes(failure));
        return new StoreUnavailable(
                "store.failed",
                "Axon Server did not tell what became of the command; look the request up before"
                        + " sending it again",
                failure);
    }

    /** Here and on the server. */
    @Override
    public Registration subscribe(
            String command, MessageHandler<? super CommandMessage<?>> handler) {
        return server.bus().subscribe(command, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return here.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        Registration there = server.bus().registerDispatchInterceptor(interceptor);
        Registration inside = here.registerDispatchInterceptor(interceptor);
        return () -> there.cancel() | inside.cancel();
    }

    @Override
    public CommandBus localSegment() {
        return here;
    }

    @Override
    public void close() {
        server.close();
    }
}
