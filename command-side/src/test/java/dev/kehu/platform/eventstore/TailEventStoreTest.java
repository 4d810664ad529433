package dev.kehu.platform.eventstore;

import static dev.kehu.platform.eventstore.Drafts.SEED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.audit.api.RequestEvent.RequestAnswered;
import dev.kehu.audit.api.RequestId;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;

import org.awaitility.Awaitility;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

@Timeout(60)
class TailEventStoreTest {
    private static final int EVENTS = 10_000;
    private static final int MEGABYTE = 1 << 20;
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");

    private OpenStorage open;

    @BeforeEach
    void open(@TempDir Path directory) {
        open = OpenStorage.in(directory);
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void append(int from, int count) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String stream = "customer-" + i;
            events.add(
                    new GenericDomainEventMessage<>(
                            "customer",
                            stream,
                            0,
                            new CustomerOpened(new CustomerId(stream), WHEN)));
        }
        open.engine().appendEvents(events);
    }

    private BlockingStream<TrackedEventMessage<?>> after(long position) {
        return open.storage()
                .store()
                .openStream(position == 0 ? null : new GlobalSequenceTrackingToken(position));
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    @Test
    void handsEveryEventOnceToAReaderThatSleepsBetweenBursts() throws Exception {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        List<Long> seen = new ArrayList<>();
        Thread reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (var tail = after(0)) {
                                        while (seen.size() < EVENTS) {
                                            // far longer than the test: only a signal ends it
                                            if (tail.hasNextAvailable(1, TimeUnit.HOURS)) {
                                                seen.add(position(tail.nextAvailable()));
                                            }
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        for (int sent = 0; sent < EVENTS; ) {
            int burst = Math.min(1 + random.nextInt(300), EVENTS - sent);
            append(sent, burst);
            sent += burst;
            for (int pause = random.nextInt(2000); pause > 0; pause--) {
                Thread.onSpinWait();
            }
        }
        reader.join();
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, EVENTS).boxed().toList());
    }

    @Test
    void callsBackWhenThereIsSomethingNew() {
        AtomicInteger woken = new AtomicInteger();
        var tail = after(0);
        assertThat(tail.setOnAvailableCallback(woken::incrementAndGet)).isTrue();
        append(0, 3);
        assertThat(woken).hasPositiveValue();
        tail.close();
        int before = woken.get();
        append(3, 1);
        assertThat(woken).hasValue(before);
    }

    @Test
    void decodesAnEventOnceForAllReaders() throws Exception {
        append(0, 2000);
        try (var one = after(0);
                var other = after(0)) {
            for (int i = 0; i < 2000; i++) {
                assertThat(one.nextAvailable().getPayload())
                        .isSameAs(other.nextAvailable().getPayload());
            }
        }
    }

    @Test
    void startsBehindItsToken() throws Exception {
        append(0, 20);
        try (var tail = after(17)) {
            assertThat(position(tail.peek().orElseThrow())).isEqualTo(18);
            assertThat(position(tail.nextAvailable())).isEqualTo(18);
        }
        try (var tail = after(20)) {
            assertThat(tail.peek()).isEmpty();
            assertThat(tail.hasNextAvailable(1, TimeUnit.MILLISECONDS)).isFalse();
            append(20, 1);
            assertThat(position(tail.nextAvailable())).isEqualTo(21);
        }
    }

    @Test
    void replaysFromWhereAResetBegins() throws Exception {
        append(0, 20);
        var head = open.storage().store().createHeadToken();
        try (var all = open.storage().store().openStream(ReplayToken.createReplayToken(head))) {
            assertThat(position(all.nextAvailable())).isEqualTo(1);
        }
        var some = ReplayToken.createReplayToken(head, new GlobalSequenceTrackingToken(7), "why");
        try (var tail = open.storage().store().openStream(some)) {
            assertThat(position(tail.nextAvailable())).isEqualTo(8);
        }
    }

    @Test
    void keepsNoMoreBytesForItsReadersThanItMayWhetherWrittenOrReadBack() throws Exception {
        int events = (int) (Ring.MAX_BYTES / MEGABYTE) + 8;
        for (int i = 0; i < events; i++) {
            open.engine().appendEvents(large(i));
            assertThat(open.storage().store().heldBytes()).isLessThanOrEqualTo(Ring.MAX_BYTES);
        }
        assertThat(open.storage().store().heldBytes()).isGreaterThan(Ring.MAX_BYTES / 2);
        try (var tail = after(0)) {
            for (int i = 0; i < events; i++) {
                tail.nextAvailable();
                assertThat(open.storage().store().heldBytes()).isLessThanOrEqualTo(Ring.MAX_BYTES);
            }
        }
    }

    @Test
    void letsReadersTakeManyAheadWithoutKeepingTheirContent() throws Exception {
        open.engine().appendEvents(large(0));
        try (var tail = after(0)) {
            TrackedEventMessage<?> taken = tail.nextAvailable();
            var content = new WeakReference<>(taken.getPayload());
            for (int i = 1; i <= Ring.MAX_BYTES / MEGABYTE + 8; i++) {
                open.engine().appendEvents(large(i));
            }
            Awaitility.await()
                    .untilAsserted(
                            () -> {
                                System.gc();
                                assertThat(content.get()).isNull();
                            });
            assertThat(taken.getPayload()).isEqualTo(large(0).getPayload());
            assertThat(position(taken)).isEqualTo(1);
        }
    }

    private static DomainEventMessage<?> large(int number) {
        RequestId id = new RequestId("request-" + number);
        Map<String, String> ids = Map.of("x", "y".repeat(MEGABYTE - 10_000));
        return new GenericDomainEventMessage<>(
                "request", id.value(), 0, new RequestAnswered(id, "s", "f", ids, WHEN));
    }

    /** A store put back from a backup: waiting would skip whatever is recorded next. */
    @Test
    void refusesATokenTheStoreHasNotReached() {
        append(0, 5);
        assertThatThrownBy(() -> after(6))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("6")
                .hasMessageContaining("5");
    }
}
