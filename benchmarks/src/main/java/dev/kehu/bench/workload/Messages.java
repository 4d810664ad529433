package dev.kehu.bench.workload;

import dev.kehu.kernel.DomainEvent;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The events as messages with the metadata our own commands leave: the same for all contenders. */
public record Messages(Interactions data) {
    private static final Map<String, String> METADATA = Map.of("actor", "channel");
    private static final int CHUNK = 500;
    private static final long STREAMS = 1L << 40;

    /** Events in one of the streams that are loaded. */
    public static final int STREAM_LENGTH = 20;

    /** Interaction n, the first event of its stream. */
    public DomainEventMessage<?> recorded(long n) {
        var event = data.recorded(n);
        return message("interaction", event.interactionId().value(), 0, event);
    }

    /**
     * Note n on an interaction, as an event that does not say which number it has in its stream.
     */
    public DomainEventMessage<?> annotated(long interaction, long n) {
        var event = data.annotated(interaction, n);
        return message("interaction", event.interactionId().value(), 1, event);
    }

    /** Registers every customer. */
    public void customers(Consumer<List<DomainEventMessage<?>>> fill) {
        chunks(
                data.customers(),
                c -> {
                    var event = data.registered(c);
                    return message("customer", event.customerId().value(), 0, event);
                },
                fill);
    }

    /** Interactions 0 to {@code count}. */
    public void history(int count, Consumer<List<DomainEventMessage<?>>> fill) {
        history(0, count, fill);
    }

    /** {@code count} interactions from number {@code first} on. */
    public void history(long first, int count, Consumer<List<DomainEventMessage<?>>> fill) {
        chunks(count, i -> recorded(first + i), fill);
    }

    /** Streams of {@value #STREAM_LENGTH} events: an interaction and its notes. */
    public void streams(int count, Consumer<List<DomainEventMessage<?>>> fill) {
        chunks(
                count * STREAM_LENGTH,
                i -> {
                    long n = STREAMS + i / STREAM_LENGTH;
                    int seq = i % STREAM_LENGTH;
                    DomainEvent event = seq == 0 ? data.recorded(n) : data.annotated(n, seq);
                    return message("interaction", stream(i / STREAM_LENGTH), seq, event);
                },
                fill);
    }

    /** Id of one of those streams, from 0. */
    public String stream(int number) {
        return data.id(STREAMS + number).value();
    }

    /** The first event of a stream of its own. */
    static DomainEventMessage<?> first(String type, String stream, DomainEvent event) {
        return message(type, stream, 0, event);
    }

    private static DomainEventMessage<?> message(
            String type, String stream, long seq, DomainEvent event) {
        return new GenericDomainEventMessage<>(type, stream, seq, event, METADATA);
    }

    static void chunks(
            int count,
            IntFunction<DomainEventMessage<?>> event,
            Consumer<List<DomainEventMessage<?>>> fill) {
        List<DomainEventMessage<?>> chunk = new ArrayList<>(CHUNK);
        for (int i = 0; i < count; i++) {
            chunk.add(event.apply(i));
            if (chunk.size() == CHUNK || i == count - 1) {
                fill.accept(List.copyOf(chunk));
                chunk.clear();
            }
        }
    }
}
