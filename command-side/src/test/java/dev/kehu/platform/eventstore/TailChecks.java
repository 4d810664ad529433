package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.CompletableFuture.runAsync;

import dev.kehu.audit.api.RequestEvent.RequestAnswered;
import dev.kehu.audit.api.RequestId;

import org.awaitility.Awaitility;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What those who follow the log are told, and how large an event may be. */
abstract class TailChecks extends LogUnderTest {
    private static final int WRITERS = 4, APPENDS = 50, EACH = 3;
    private static final int EVENTS = WRITERS * APPENDS * EACH + 1;

    private final List<String> written = Collections.synchronizedList(new ArrayList<>());

    TailChecks(EventLogConformance kit) {
        super(kit);
    }

    @Test
    void tellsEachPositionOnceWhileWritersRace() {
        try (OpenStorage open = storage();
                Reader reader = new Reader(open)) {
            reader.waitsForMore();
            race(open);
            reader.reads(EVENTS - 1);
            reader.waitsForMore();
            append(open, answered("request-last", 0, 0));
            reader.reads(EVENTS);
            reader.sawEverythingOnce();
        }
        log = another();
        try (OpenStorage open = storage(); // nothing is at hand: it is told from the log
                Reader reader = new Reader(open)) {
            reader.reads(EVENTS);
            reader.sawEverythingOnce();
        }
    }

    private void race(OpenStorage open) {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            IntStream.range(0, WRITERS)
                    .mapToObj(i -> runAsync(() -> write(open, "request-" + i), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private void write(OpenStorage open, String stream) {
        for (int i = 0; i < APPENDS; i++) {
            DomainEventMessage<?>[] events = new DomainEventMessage<?>[EACH];
            for (int j = 0; j < EACH; j++) {
                events[j] = answered(stream, (long) i * EACH + j, 0);
            }
            append(open, events);
        }
    }

    private void append(OpenStorage open, DomainEventMessage<?>... events) {
        open.engine().appendEvents(events);
        for (DomainEventMessage<?> event : events) {
            written.add(event.getIdentifier());
        }
    }

    private static DomainEventMessage<?> answered(String stream, long seq, int bytes) {
        Map<String, String> ids = Map.of("x", "y".repeat(bytes));
        RequestAnswered payload =
                new RequestAnswered(new RequestId(stream), "s", "f", ids, Instant.EPOCH);
        return new GenericDomainEventMessage<>("request", stream, seq, payload);
    }

    /** Waits without an end, so that nothing but being woken lets it go on. */
    private final class Reader implements AutoCloseable {
        private final TailEventStore tail;
        private final List<Long> positions = Collections.synchronizedList(new ArrayList<>());
        private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
        private final Thread thread;

        Reader(OpenStorage open) {
            tail = TailEventStore.over(open.engine(), kit::pace);
            thread = Thread.ofPlatform().start(this::read);
        }

        private void read() {
            try (BlockingStream<TrackedEventMessage<?>> stream = tail.openStream(null)) {
                while (stream.hasNextAvailable(1, TimeUnit.HOURS)) {
                    TrackedEventMessage<?> next = stream.nextAvailable();
                    ids.add(next.getIdentifier());
                    positions.add(next.trackingToken().position().orElseThrow());
                }
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            }
        }

        void waitsForMore() {
            Awaitility.await()
                    .atMost(kit.patience())
                    .until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        void reads(int count) {
            Awaitility.await()
                    .atMost(kit.patience())
                    .until(() -> positions.size() >= count || !thread.isAlive());
        }

        void sawEverythingOnce() {
            assertThat(List.copyOf(positions))
                    .isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
            assertThat(List.copyOf(ids)).containsExactlyInAnyOrderElementsOf(written);
        }

        @Override
        public void close() {
            thread.interrupt();
            tail.close();
        }
    }

    @Test
    void takesAnEventOfTheLargestSizeAndNotAByteMore() {
        try (OpenStorage open = storage()) {
            append(open, answered("request-1", 0, 0));
            int room = kit.largestEvent() - storedBytes("request-1");
            assertThatThrownBy(() -> append(open, answered("request-2", 0, room + 1)))
                    .hasMessageMatching("(?s).*(1048576|262,144) bytes at most.*");
            assertThat(log.head()).isEqualTo(1);
            append(open, answered("request-2", 0, room));
            assertThat(log.head()).isEqualTo(2);
            assertThat(storedBytes("request-2")).isEqualTo(kit.largestEvent());
            assertThat(open.storage().history().readAfter(1, 1).getFirst().payload())
                    .isEqualTo(answered("request-2", 0, room).getPayload());
        }
    }

    private int storedBytes(String stream) {
        StoredEvent stored = log.readStream(stream, 0).getFirst();
        return stored.payload().length + stored.meta().length;
    }
}
