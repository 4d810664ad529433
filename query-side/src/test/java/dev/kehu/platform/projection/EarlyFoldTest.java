package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Tally;
import dev.kehu.platform.world.Tally.Marks;
import dev.kehu.platform.world.World;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A batch whose events are too large to be held together; the processors stand still meanwhile. */
class EarlyFoldTest {
    private static final String A = "customer-a", DAY = "1997-01-02", LARGE = "x".repeat(200_000);
    private static final int EVENTS = 200, EIGHT = 8;

    private final World world = World.fresh(500, Tally.class);
    private final LiveView<Marks> view = world.views().of(world.get(Tally.class));
    private final BatchInvoker<Marks> invoker = new BatchInvoker<>(view);
    private final Set<Long> positions = new TreeSet<>();
    private final List<EventMessage<?>> messages = new ArrayList<>();

    @BeforeEach
    void tellThem() throws Exception {
        world.settled().stop();
        Scenario given = new Scenario(world.story);
        for (int i = 0; i < EVENTS; i++) given.says(A, DAY, null, LARGE);
        try (var stream = world.story.openStream(null)) {
            while (stream.hasNextAvailable()) messages.add(stream.nextAvailable());
        }
        world.get(ViewPositions.class)
                .listen(
                        name -> {
                            if (name.equals(view.name())) positions.add(view.position());
                        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Whether it failed. */
    private boolean batch(List<EventMessage<?>> all) {
        return DefaultUnitOfWork.startAndGet(all.getFirst())
                .executeWithResult(
                        () -> {
                            for (EventMessage<?> each : all)
                                invoker.handle(each, Segment.ROOT_SEGMENT);
                            return all.size();
                        })
                .isExceptional();
    }

    private long counted() {
        return view.find(A).map(Marks::count).orElse(0L);
    }

    @Test
    void isFoldedInPartsWithinABoundOfBytes() {
        assertThat(batch(messages)).isFalse();
        assertThat(counted()).isEqualTo(EVENTS);
        assertThat(positions).contains((long) EVENTS).hasSizeBetween(4, 20);
        Manifest manifest = world.store.manifest(view.name()).orElseThrow();
        assertThat(manifest.position()).isEqualTo(EVENTS);
    }

    /** Whichever of a row of eight is large. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void countsTheBytesOfEveryEvent(int place) throws Exception {
        long before = world.story.head();
        Scenario given = new Scenario(world.story);
        for (int i = 0; i < EVENTS * EIGHT; i++)
            given.says(A, DAY, null, i % EIGHT == place ? LARGE : "small");
        assertThat(batch(messages)).isFalse();
        messages.clear();
        positions.clear();
        try (var stream = world.story.openStream(new GlobalSequenceTrackingToken(before))) {
            while (stream.hasNextAvailable()) messages.add(stream.nextAvailable());
        }
        assertThat(batch(messages)).isFalse();
        assertThat(counted()).isEqualTo(EVENTS + EVENTS * EIGHT);
        assertThat(positions).hasSizeBetween(4, 20);
    }

    @Test
    void keepsWhatWasFoldedWhenALaterPartFails() {
        world.get(ViewPositions.class)
                .listen(
                        name -> {
                            if (positions.size() == 1) world.store.failSaves(1);
                        });
        assertThat(batch(messages)).isTrue();
        long kept = view.position();
        assertThat(kept).isBetween(1L, EVENTS - 1L);
        assertThat(batch(messages.subList((int) kept, EVENTS))).isFalse();
        assertThat(counted()).isEqualTo(EVENTS);
        assertThat(view.position()).isEqualTo(EVENTS);
    }
}
