package dev.kehu.bench.metric;

import dev.kehu.bench.round.Arrivals;
import dev.kehu.bench.round.Callers;
import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.DomainEventMessage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One store that takes single events, and the numbers of interactions it has used.
 *
 * @param name of the contender
 */
record Rival(String name, Messages messages, Publishing publishing, AtomicLong numbers) {
    /** Returns when the event is durable, as far as this store promises it. */
    interface Publishing {
        void publish(DomainEventMessage<?> event) throws Exception;
    }

    Rival(String name, Messages messages, Publishing publishing) {
        this(name, messages, publishing, new AtomicLong());
    }

    double perSecond(Callers callers) throws Exception {
        return callers.perSecond(numbers, this::append);
    }

    Arrivals arrivals(double perSecond, Duration time) {
        return Arrivals.from(numbers, perSecond, time);
    }

    /** Interaction n, the first event of its stream. */
    void append(long n) throws Exception {
        publishing.publish(messages.recorded(n));
    }
}
