package dev.kehu.platform.querybus.axonserver;

import dev.kehu.platform.querybus.QueryUnanswered;

import org.axonframework.common.Registration;
import org.axonframework.messaging.Distributed;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.responsetypes.InstanceResponseType;
import org.axonframework.queryhandling.DefaultSubscriptionQueryResult;
import org.axonframework.queryhandling.GenericQueryResponseMessage;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;
import org.axonframework.queryhandling.UpdateHandlerRegistration;
import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks questions through Axon Server, never without a limit, and this process where the server is
 * away or knows nobody who answers: every Kehu has all views. What is no question, as what HTTP
 * asks, never leaves.
 */
public final class SentQueries implements QueryBus, Distributed<QueryBus>, AutoCloseable {
    /** For how long an answer is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final QueryBus here;
    private final Link server;
    private final Duration patience;

    SentQueries(QueryBus here, Link server, Duration patience) {
        this.here = here;
        this.server = server;
        this.patience = patience;
    }

    /** The bus of the connector, and the connection under it. */
    interface Link extends AutoCloseable {
        QueryBus bus();

        /** Whether such a question, answered so, may cross. */
        boolean carries(Class<?> query, Class<?> answer);

        /** Watches questions in this process as from outside. */
        QueryUpdateEmitter followed();

        boolean connected();

        @Override
        void close();
    }

    /** Whether the server is reached, as far as is known. */
    public boolean connected() {
        return server.connected();
    }

    @Override
    public <Q, R> CompletableFuture<QueryResponseMessage<R>> query(QueryMessage<Q, R> query) {
        if (!crosses(query)) {
            return here.query(query);
        }
        return server.connected() ? sent(query) : own(query);
    }

    private boolean crosses(QueryMessage<?, ?> query) {
        return query.getResponseType() instanceof InstanceResponseType<?> answer
                && server.carries(query.getPayloadType(), answer.getExpectedResponseType());
    }

    private <Q, R> CompletableFuture<QueryResponseMessage<R>> own(QueryMessage<Q, R> query) {
        return here.query(query).exceptionallyCompose(e -> CompletableFuture.failedFuture(why(e)));
    }

    private <Q, R> CompletableFuture<QueryResponseMessage<R>> sent(QueryMessage<Q, R> query) {
        CompletableFuture<QueryResponseMessage<R>> asked;
        try {
            asked = server.bus().query(query);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        return asked.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(SentQueries::read)
                .exceptionallyCompose(
                        e ->
                                plain(e) instanceof NoHandlerForQueryException
                                        ? own(query)
                                        : CompletableFuture.failedFuture(why(e)));
    }

    /** Here, where what does not read is taken care of. */
    private static <R> QueryResponseMessage<R> read(QueryResponseMessage<R> answer) {
        if (!answer.isExceptional()) {
            R read = answer.getPayload();
            return GenericQueryResponseMessage.<R>asResponseMessage(read)
                    .withMetaData(answer.getMetaData());
        }
        throw new CompletionException(answer.exceptionResult());
    }

    private static Throwable plain(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? plain(failure.getCause())
                : failure;
    }

    /** A no is told as it was said; anything else is no answer. */
    private static RuntimeException why(Throwable failure) {
        Throwable plain = plain(failure);
        Failure told = plain instanceof QueryExecutionException e ? told(e) : null;
        return told == null ? new QueryUnanswered(plain) : told.again();
    }

    private static @Nullable Failure told(QueryExecutionException failure) {
        return failure.<Object>getDetails().orElse("") instanceof Failure told ? told : null;
    }

    @Override
    public <Q, I, U>
            SubscriptionQueryResult<QueryResponseMessage<I>, SubscriptionQueryUpdateMessage<U>>
                    subscriptionQuery(SubscriptionQueryMessage<Q, I, U> query, int buffer) {
        if (!crosses(query) || !query.getUpdateResponseType().equals(query.getResponseType())) {
            return here.subscriptionQuery(query, buffer);
        }
        return server.connected() ? watched(query, buffer) : ownWatched(query, buffer);
    }

    private <Q, I, U>
            SubscriptionQueryResult<QueryResponseMessage<I>, SubscriptionQueryUpdateMessage<U>>
                    ownWatched(SubscriptionQueryMessage<Q, I, U> query, int buffer) {
        UpdateHandlerRegistration<U> updates =
                server.followed().registerUpdateHandler(query, buffer);
        return new DefaultSubscriptionQueryResult<>(
                Mono.defer(() -> Mono.fromFuture(own(query))),
                updates.getUpdates(),
                () -> {
                    updates.complete();
                    return true;
                });
    }

    private <Q, I, U>
            SubscriptionQueryResult<QueryResponseMessage<I>, SubscriptionQueryUpdateMessage<U>>
                    watched(SubscriptionQueryMessage<Q, I, U> query, int buffer) {
        SubscriptionQueryResult<QueryResponseMessage<I>, SubscriptionQueryUpdateMessage<U>> there =
                server.bus().subscriptionQuery(query, buffer);
        return new DefaultSubscriptionQueryResult<>(
                there.initialResult()
                        .timeout(patience)
                        .map(SentQueries::read)
                        .onErrorMap(SentQueries::why),
                there.updates().onErrorMap(SentQueries::why),
                there::cancel);
    }

    /** To this process alone: who asks everybody would get the same answer from each. */
    @Override
    public <Q, R> Stream<QueryResponseMessage<R>> scatterGather(
            QueryMessage<Q, R> query, long timeout, TimeUnit unit) {
        return here.scatterGather(query, timeout, unit);
    }

    /** Here, and on the server what answers a question. */
    @Override
    public <R> Registration subscribe(
            String query, Type answer, MessageHandler<? super QueryMessage<?, R>> handler) {
        return answers(query, answer)
                ? server.bus().subscribe(query, answer, handler)
                : here.subscribe(query, answer, handler);
    }

    /** The name is a handler's in this program, never one that came from outside. */
    private boolean answers(String query, Type answer) {
        try {
            return answer instanceof Class<?> type && server.carries(Class.forName(query), type);
        } catch (ClassNotFoundException namedOtherwise) {
            return false;
        }
    }

    @Override
    public QueryUpdateEmitter queryUpdateEmitter() {
        return here.queryUpdateEmitter();
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super QueryMessage<?, ?>> interceptor) {
        return here.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super QueryMessage<?, ?>> interceptor) {
        Registration there = server.bus().registerDispatchInterceptor(interceptor);
        Registration inside = here.registerDispatchInterceptor(interceptor);
        return () -> there.cancel() | inside.cancel();
    }

    @Override
    public QueryBus localSegment() {
        return here;
    }

    @Override
    public void close() {
        server.close();
    }
}
