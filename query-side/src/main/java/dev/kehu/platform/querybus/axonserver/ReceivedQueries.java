package dev.kehu.platform.querybus.axonserver;

import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.queryhandling.GenericQueryResponseMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryExecutionException;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Questions the server brought, answered by the bus of this process; failures are fit to cross. */
final class ReceivedQueries implements QueryBus {
    private static final Logger LOG = LoggerFactory.getLogger(ReceivedQueries.class);

    private final QueryBus here;

    ReceivedQueries(QueryBus here) {
        this.here = here;
    }

    @Override
    public <Q, R> CompletableFuture<QueryResponseMessage<R>> query(QueryMessage<Q, R> query) {
        try {
            return here.query(query).handle(ReceivedQueries::fit);
        } catch (RuntimeException e) { // as when it does not read
            return CompletableFuture.completedFuture(said(e));
        }
    }

    private static <R> QueryResponseMessage<R> fit(
            @Nullable QueryResponseMessage<R> answer, @Nullable Throwable thrown) {
        if (thrown != null) {
            return said(thrown);
        }
        return answer == null || answer.isExceptional()
                ? said(answer == null ? new IllegalStateException() : answer.exceptionResult())
                : answer;
    }

    @SuppressWarnings("unchecked") // it has no payload
    private static <R> QueryResponseMessage<R> said(Throwable thrown) {
        QueryExecutionException told = told(thrown);
        return (QueryResponseMessage<R>)
                GenericQueryResponseMessage.asResponseMessage(Object.class, told);
    }

    /** What it was crosses beside it; what was said of it stays here. */
    static QueryExecutionException told(Throwable thrown) {
        Throwable plain =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        Failure failure = Failure.of(plain);
        if (failure instanceof Failure.Failed failed) {
            LOG.error("A query from Axon Server failed: {}", failed.type());
        }
        return new QueryExecutionException(failure.getClass().getSimpleName(), null, failure);
    }

    @Override
    public <Q, R> Stream<QueryResponseMessage<R>> scatterGather(
            QueryMessage<Q, R> query, long timeout, TimeUnit unit) {
        return here.scatterGather(query, timeout, unit).map(answer -> fit(answer, null));
    }

    @Override
    public <R> Registration subscribe(
            String query, Type answer, MessageHandler<? super QueryMessage<?, R>> handler) {
        return here.subscribe(query, answer, handler);
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
        return here.registerDispatchInterceptor(interceptor);
    }
}
