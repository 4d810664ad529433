package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.paging.KeptEvents;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.CustomerRoll;
import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.reading.Reader.Past;
import dev.kehu.platform.world.ForwardingHistory;
import dev.kehu.platform.world.Generous;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.Tally;
import dev.kehu.platform.world.Tally.Marks;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The events of one customer are more than memory holds. */
@Isolated("it fills the heap")
class ManyLargeEventsTest {
    private static final String A = "customer-a";
    private static final int EVENTS = 3_000;
    private static final AsOf LATER = new AsOf(Instant.parse("2100-01-01T00:00:00Z"), null);

    private final World world = World.fresh(500, Tally.class);
    private final LiveView<Marks> view = world.views().of(world.get(Tally.class));
    private final History large =
            new Large(world.story, (int) (Runtime.getRuntime().maxMemory() / EVENTS * 5 / 4));

    private static final class Large extends ForwardingHistory {
        private final int bytes;

        Large(Story story, int bytes) {
            super(story);
            this.bytes = bytes;
        }

        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            return super.readSubject(subject, position, limit).stream().map(this::large).toList();
        }

        @Override
        public List<RecordedEvent> readSubjects(
                String subject, long position, @Nullable String last, int limit) {
            return super.readSubjects(subject, position, last, limit).stream()
                    .map(this::large)
                    .toList();
        }

        private RecordedEvent large(RecordedEvent e) {
            return new RecordedEvent(
                    e.position(),
                    e.stream(),
                    e.seq(),
                    e.eventId(),
                    e.name(),
                    e.revision(),
                    e.subject(),
                    e.recordedAt(),
                    e.payload(),
                    e.metadata(),
                    new byte[bytes]);
        }

        @Override
        public Scan scan(long position) {
            return history.scan(position);
        }
    }

    @BeforeEach
    void tellThem() {
        Scenario given = new Scenario(world.story);
        for (int i = 0; i < EVENTS; i++) given.orders(A, "1997-01-01", "1.00");
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Reader reader(History history) {
        return new Reader(
                world.views(),
                history,
                world.vault,
                world.get(Groups.class),
                world.get(CustomerRoll.class),
                world.get(ViewPositions.class),
                new KeptEvents(history, world.vault, 16 << 20));
    }

    @Test
    void areLookedBackAt() {
        Reader reader = reader(large);
        assertThat(reader.read(world.get(Tally.class), A, LATER).view().count()).isEqualTo(EVENTS);
        long told = 0;
        for (RecordedEvent event : reader.past(A, LATER).of(A)) told = event.position();
        assertThat(told).isEqualTo(EVENTS);
    }

    @Test
    void areReadAgainRatherThanKept() {
        String text = "x".repeat(60_000);
        Scenario given = new Scenario(world.story);
        for (int i = 0; i < 100; i++) given.says("customer-b", "1997-01-02", null, text);
        world.settled();
        Generous history = new Generous(world.story);
        Past past = reader(history).past("customer-b", LATER);
        int before = history.given.size();
        assertThat(past.of("customer-b")).hasSize(100);
        assertThat(history.given).as("pages read").hasSizeGreaterThan(before);
    }

    @Test
    void areFoldedAgain() {
        var mending =
                new Mending<>(
                        view,
                        world.store,
                        large,
                        RecordCodec.of(Marks.class),
                        new Folding<>(world.get(Tally.class), world.vault));
        assertThat(mending.mend(A, Set.of(), () -> true)).isTrue();
        assertThat(view.find(A)).hasValueSatisfying(it -> assertThat(it.count()).isEqualTo(EVENTS));
    }
}
