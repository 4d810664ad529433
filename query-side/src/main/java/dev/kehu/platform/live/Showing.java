package dev.kehu.platform.live;

import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryMessage;

import java.time.Duration;
import java.util.function.Function;

/**
 * What a live answer shows.
 *
 * @param name of its events
 * @param query answered by a {@link State}, updated by {@link Moved}
 * @param state answers the query
 * @param pause between two looks, for what costs more than a few documents
 */
public record Showing<Q>(String name, Q query, Function<Q, State> state, Duration pause) {
    /** What is read in a moment is read after every change. */
    public static <Q> Showing<Q> of(String name, Q query, Function<Q, State> state) {
        return new Showing<>(name, query, state, Duration.ZERO);
    }

    SubscriptionQueryMessage<Q, State, Moved> subscription() {
        return new GenericSubscriptionQueryMessage<>(
                query,
                ResponseTypes.instanceOf(State.class),
                ResponseTypes.instanceOf(Moved.class));
    }

    State now() {
        return state.apply(query);
    }
}
