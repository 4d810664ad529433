package dev.kehu.platform.querybus.axonserver;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.live.Moved;
import dev.kehu.platform.live.State;

import org.axonframework.common.Registration;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.GenericSubscriptionQueryUpdateMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryBackpressure;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;
import org.axonframework.queryhandling.UpdateHandlerRegistration;
import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives who watches a question from outside the whole answer after every change that concerns it,
 * as readers over HTTP get it; one that is slow skips those in between and never the last.
 */
final class Followed implements QueryUpdateEmitter {
    private final QueryBus here;
    private final QueryUpdateEmitter emitter;
    private final Scheduler readers;

    Followed(QueryBus here, Scheduler readers) {
        this.here = here;
        this.emitter = here.queryUpdateEmitter();
        this.readers = readers;
    }

    @Override
    public <U> UpdateHandlerRegistration<U> registerUpdateHandler(
            SubscriptionQueryMessage<?, ?, ?> query, int buffer) {
        SubscriptionQueryMessage<Object, State, Moved> moves =
                new GenericSubscriptionQueryMessage<>(
                        query.getPayload(),
                        query.getQueryName(),
                        ResponseTypes.instanceOf(State.class),
                        ResponseTypes.instanceOf(Moved.class));
        UpdateHandlerRegistration<Moved> registered = emitter.registerUpdateHandler(moves, buffer);
        Follower follower = new Follower(moves);
        Flux<SubscriptionQueryUpdateMessage<U>> answers =
                registered
                        .getUpdates()
                        .map(Message::getPayload)
                        .filter(follower::concerned)
                        .onBackpressureLatest()
                        .publishOn(readers, 1)
                        .<SubscriptionQueryUpdateMessage<U>>handle(
                                (moved, out) -> {
                                    Object answer = follower.changed();
                                    if (answer != null) {
                                        out.next(
                                                GenericSubscriptionQueryUpdateMessage
                                                        .asUpdateMessage(answer));
                                    }
                                })
                        .onErrorMap(ReceivedQueries::told);
        return new UpdateHandlerRegistration<>(
                registered.getRegistration(), answers, registered::complete);
    }

    /** What one watcher has seen. */
    private final class Follower {
        private final SubscriptionQueryMessage<Object, State, Moved> query;
        private volatile @Nullable Set<String> subjects;
        private String version = "";

        Follower(SubscriptionQueryMessage<Object, State, Moved> query) {
            this.query = query;
        }

        boolean concerned(Moved moved) {
            Set<String> watched = subjects;
            return watched == null || moved.concerns(watched);
        }

        /** Null while it is in motion, for another change follows, and where nothing is new. */
        @Nullable Object changed() {
            subjects = null; // until it is read, it may be anybody's
            State state;
            try {
                state = read();
            } catch (Refusal notYetKnown) {
                return null;
            }
            subjects = state.subjects();
            if (!state.settled() || state.version().equals(version)) {
                return null;
            }
            version = state.version();
            return state.body();
        }

        private State read() {
            var answer =
                    here.query(
                                    new GenericQueryMessage<>(
                                            query.getPayload(),
                                            query.getQueryName(),
                                            ResponseTypes.instanceOf(State.class)))
                            .join();
            if (answer.isExceptional()) {
                throw answer.exceptionResult() instanceof RuntimeException e
                        ? e
                        : new IllegalStateException(answer.exceptionResult());
            }
            return answer.getPayload();
        }
    }

    @Override
    @Deprecated
    public <U> UpdateHandlerRegistration<U> registerUpdateHandler(
            SubscriptionQueryMessage<?, ?, ?> query,
            SubscriptionQueryBackpressure backpressure,
            int buffer) {
        return registerUpdateHandler(query, buffer);
    }

    @Override
    public <U> void emit(
            Predicate<SubscriptionQueryMessage<?, ?, U>> filter,
            SubscriptionQueryUpdateMessage<U> update) {
        emitter.emit(filter, update);
    }

    @Override
    public void complete(Predicate<SubscriptionQueryMessage<?, ?, ?>> filter) {
        emitter.complete(filter);
    }

    @Override
    public void completeExceptionally(
            Predicate<SubscriptionQueryMessage<?, ?, ?>> filter, Throwable cause) {
        emitter.completeExceptionally(filter, cause);
    }

    @Override
    public boolean queryUpdateHandlerRegistered(SubscriptionQueryMessage<?, ?, ?> query) {
        return emitter.queryUpdateHandlerRegistered(query);
    }

    @Override
    public Set<SubscriptionQueryMessage<?, ?, ?>> activeSubscriptions() {
        return emitter.activeSubscriptions();
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super SubscriptionQueryUpdateMessage<?>> interceptor) {
        return emitter.registerDispatchInterceptor(interceptor);
    }
}
