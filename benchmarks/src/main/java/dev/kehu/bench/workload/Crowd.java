package dev.kehu.bench.workload;

import dev.kehu.kernel.DomainEvent;

import org.axonframework.eventhandling.DomainEventMessage;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Customers with twice as many interactions as there are customers, by Zipf's law; beside them some
 * regulars with two hundred events each, which lie scattered over the history, and one customer
 * with a very long story. All stories span the same nineteen months.
 *
 * @param busy interactions of the customer with the long story
 */
public record Crowd(Interactions data, int busy) {
    /** Events of a regular, registration included. */
    public static final int EVENTS = 200;

    private static final int REGULARS = 20;
    private static final int EACH = 2;
    private static final int SPAN = 50_000_000;
    private static final long OF_REGULARS = 1L << 41;
    private static final long OF_BUSY = 1L << 42;

    /** Everything, customers first. */
    public void fill(Consumer<List<DomainEventMessage<?>>> fill) {
        Messages messages = new Messages(data);
        messages.customers(fill);
        messages.history(EACH * data.customers(), fill);
        Messages.chunks(REGULARS * EVENTS, this::ofRegulars, fill);
        Messages.chunks(1, i -> registered(busyNumber()), fill);
        Messages.chunks(
                busy, i -> interaction(OF_BUSY + i, busyNumber(), at((double) i / busy)), fill);
    }

    private DomainEventMessage<?> ofRegulars(int i) {
        int customer = data.customers() + i % REGULARS;
        int event = i / REGULARS;
        return event == 0
                ? registered(customer)
                : interaction(OF_REGULARS + i, customer, at((double) event / EVENTS));
    }

    private DomainEventMessage<?> registered(int customer) {
        DomainEvent event = data.registered(customer);
        return Messages.first("customer", id(customer), event);
    }

    private DomainEventMessage<?> interaction(long n, int customer, Instant at) {
        var event = data.recorded(n, data.customerAt(customer), at);
        return Messages.first("interaction", event.interactionId().value(), event);
    }

    private String id(int customer) {
        return data.customerAt(customer).value();
    }

    /** Everybody alike. */
    public String anybody(SplittableRandom random) {
        return id(random.nextInt(data.customers()));
    }

    public String regular(SplittableRandom random) {
        return id(data.customers() + random.nextInt(REGULARS));
    }

    /** The customer with the long story. */
    public String busiest() {
        return id(busyNumber());
    }

    private int busyNumber() {
        return data.customers() + REGULARS;
    }

    /** Any time at which something may have happened. */
    public Instant sometime(SplittableRandom random) {
        return at(random.nextDouble());
    }

    private static Instant at(double share) {
        return Interactions.START.plusSeconds((long) (share * SPAN));
    }
}
