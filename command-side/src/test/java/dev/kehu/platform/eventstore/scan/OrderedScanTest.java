package dev.kehu.platform.eventstore.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.Drafts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class OrderedScanTest {
    private static final int EVENTS = 10 * OrderedScan.RANGE + 7;

    private final Growing history = new Growing();

    @Test
    void handsOutEveryEventInOrderWhateverThePagesAreLike() {
        System.out.println("seed " + Drafts.SEED);
        history.grow(EVENTS);
        history.shortPages = new Random(Drafts.SEED);

        assertThat(positions(history.scan(0))).isEqualTo(upTo(1, EVENTS));
        assertThat(positions(history.scan(1_234))).isEqualTo(upTo(1_235, EVENTS));
    }

    @Test
    void readsSeveralRangesAtOnce() {
        history.grow(EVENTS);
        history.meeting = new CyclicBarrier(2);

        try (OrderedHistory.Scan scan = history.scan(0)) {
            assertThat(scan.next()).hasSize(OrderedScan.RANGE);
        }
    }

    @Test
    void followsAHeadThatMoves() {
        history.grow(5);
        try (OrderedHistory.Scan scan = history.scan(0)) {
            assertThat(scan.next()).hasSize(5);
            assertThat(scan.next()).isEmpty();
            history.grow(3);
            assertThat(scan.next()).extracting(RecordedEvent::position).containsExactly(6L, 7L, 8L);
            assertThat(scan.next()).isEmpty();
        }
    }

    @Test
    void refusesAHole() {
        history.grow(EVENTS);
        history.events.remove(4_000);

        assertThatThrownBy(() -> positions(history.scan(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hole after position 4000");
    }

    @Test
    void failsAsTheReadingFailed() {
        history.grow(EVENTS);
        history.broken = new IllegalArgumentException("broken");

        assertThatThrownBy(() -> positions(history.scan(0))).isSameAs(history.broken);
    }

    private static List<Long> positions(OrderedHistory.Scan all) {
        List<Long> positions = new ArrayList<>();
        try (all) {
            for (var page = all.next(); !page.isEmpty(); page = all.next()) {
                page.forEach(event -> positions.add(event.position()));
            }
        }
        return positions;
    }

    private static List<Long> upTo(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** A history in memory whose pages end early at random places, or that does not read. */
    private static final class Growing implements OrderedHistory {
        private final List<RecordedEvent> events = new CopyOnWriteArrayList<>();
        private Random shortPages;
        private CyclicBarrier meeting;
        private RuntimeException broken;

        void grow(int count) {
            List<RecordedEvent> more = new ArrayList<>();
            for (long i = 1; i <= count; i++) {
                more.add(event(events.size() + i));
            }
            events.addAll(more);
        }

        private static RecordedEvent event(long position) {
            String stream = "customer-" + position;
            return new RecordedEvent(
                    position,
                    stream,
                    0,
                    new UUID(0, position),
                    "customer.opened",
                    "1",
                    stream,
                    Instant.EPOCH,
                    new CustomerOpened(new CustomerId(stream), Instant.EPOCH),
                    Map.of(),
                    new byte[32]);
        }

        @Override
        public String storeId() {
            return "store";
        }

        @Override
        public long head() {
            return events.isEmpty() ? 0 : events.getLast().position();
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            if (broken != null) {
                throw broken;
            }
            if (meeting != null && position < 2L * OrderedScan.RANGE) {
                meet();
            }
            int wanted = limit;
            if (shortPages != null) {
                synchronized (this) {
                    wanted = 1 + shortPages.nextInt(limit);
                }
            }
            return events.stream().filter(e -> e.position() > position).limit(wanted).toList();
        }

        /** Nobody passes alone. */
        private void meet() {
            try {
                meeting.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Scan scan(long position) {
            return OrderedScan.on(this, position);
        }
    }
}
