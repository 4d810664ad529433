package dev.kehu.platform.commandbus.axonserver;

import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.AnsweredBefore;
import dev.kehu.platform.commandbus.Positions;
import dev.kehu.platform.trace.Trace;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands the server brought, carried out by the bus of this process; what they answer is made fit
 * to cross: a receipt has its position, a failure says what it is.
 */
final class ReceivedCommands implements CommandBus {
    private static final Logger LOG = LoggerFactory.getLogger(ReceivedCommands.class);

    private final CommandBus here;
    private final Positions positions;

    ReceivedCommands(CommandBus here) {
        this.here = here;
        positions = new Positions(here);
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, NoOpCallback.INSTANCE);
    }

    @Override
    public <C, R> void dispatch(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        positions.ask(command);
        try {
            here.<C, R>dispatch(
                    command, (asked, result) -> callback.onResult(command, fit(command, result)));
        } finally {
            positions.forget(command);
        }
    }

    private <R> CommandResultMessage<R> fit(
            CommandMessage<?> command, CommandResultMessage<? extends R> result) {
        Object answer = result.isExceptional() ? result.exceptionResult() : result.getPayload();
        return switch (answer) {
            case Receipt receipt ->
                    GenericCommandResultMessage.asCommandResultMessage(
                            positions.placed(command, receipt));
            case AnsweredBefore before ->
                    GenericCommandResultMessage.asCommandResultMessage((Object) before.receipt());
            case Throwable failure ->
                    GenericCommandResultMessage.asCommandResultMessage(said(failure));
            case null, default ->
                    GenericCommandResultMessage.asCommandResultMessage(
                            said(new IllegalStateException("Not answered with a receipt")));
        };
    }

    private static CommandExecutionException said(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (failure instanceof Failure.Failed) {
            LOG.error("A command from Axon Server failed: {}", Trace.of(thrown));
        }
        return new CommandExecutionException(failure.getClass().getSimpleName(), null, failure);
    }

    @Override
    public Registration subscribe(
            String command, MessageHandler<? super CommandMessage<?>> handler) {
        return here.subscribe(command, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return here.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return here.registerDispatchInterceptor(interceptor);
    }
}
