package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.viewstore.Manifest;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class EngineTest extends CountedWorld {
    @Nested
    class ABatch {
        @Test
        void isFoldedOnceWhateverItsSize() {
            for (int i = 0; i < 23; i++) given.orders("customer-" + i % 3, "1997-01-02", "1.00");
            world.settled();
            assertThat(count("customer-0")).isEqualTo(8);
            assertThat(count("customer-2")).isEqualTo(7);
        }

        @Test
        void remembersItsPositionBesideTheDocuments() {
            given.orders("customer-a", "1997-01-02", "1.00");
            given.opens("customer-b", "1997-01-02"); // an event the view does not care about
            world.settled();
            Manifest manifest = world.store.manifest("counts").orElseThrow();
            assertThat(manifest.position()).isEqualTo(2);
            assertThat(manifest.eventId())
                    .isEqualTo(story.readAfter(1, 1).getFirst().eventId().toString());
        }

        @RepeatedTest(5) // a race: the processor gives up while events keep arriving
        void comesAgainWhenItsFlushFailedHalfway() {
            world.settled();
            world.store.failSaves(4);
            for (int i = 0; i < 40; i++) given.orders("customer-" + i % 4, "1997-01-02", "1.00");
            world.settled();
            assertThat(world.store.failures()).isEqualTo(4);
            for (int i = 0; i < 4; i++) assertThat(count("customer-" + i)).isEqualTo(10);
        }

        @Test
        void isFoldedAgainWhenSomebodyElseWroteItsDocuments() {
            world.settled();
            world.store.tellConflicts(2);
            for (int i = 0; i < 10; i++) given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            assertThat(world.store.failures()).isEqualTo(2);
            assertThat(count("customer-a")).isEqualTo(10);
        }

        /** Or an erasure would not wait for the documents of a view that was taken back. */
        @Test
        void isNotBlankWhereItsPositionIsNotKnown() {
            assertThat(counts().isBlank()).isTrue();
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            counts().forgetPosition();
            assertThat(counts().position()).isZero();
            assertThat(counts().isBlank()).isFalse();
        }

        @Test
        void wakesWhoWaitsForIt() {
            ViewPositions positions = world.get(ViewPositions.class);
            assertThat(positions.await("counts", 1, Duration.ofMillis(20))).isFalse();
            given.orders("customer-a", "1997-01-02", "1.00");
            assertThat(positions.await("counts", 1, Duration.ofSeconds(10))).isTrue();
        }
    }

    @Nested
    class APoisonedSubject {
        @Test
        void isParkedWithItsLaterEventsWhileOthersGoOn() {
            given.orders("customer-a", "1997-01-02", "1.00");
            given.meets("customer-a", "web", "poison", "1997-01-02");
            given.orders("customer-a", "1997-01-02", "1.00");
            given.orders("customer-b", "1997-01-02", "1.00");
            world.settled();
            assertThat(count("customer-a")).isEqualTo(1);
            assertThat(count("customer-b")).isEqualTo(1);
            assertThat(world.views().parked())
                    .extracting(Parked::subject, Parked::position, Parked::waiting)
                    .containsExactly(tuple("customer-a", 2L, 1L));
        }

        @Test
        void isNotWhoseKeyCouldNotBeHadForAMoment() {
            world.settled();
            world.vault.failSeals(3);
            given.registers("customer-a", "C1", "Ann", "1997-01-01");
            world.settled();
            assertThat(world.views().parked()).isEmpty();
        }

        @Test
        void isStillParkedAfterARestartAndFreeAfterARebuild() {
            given.meets("customer-a", "web", "poison", "1997-01-02");
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            counts().open();
            assertThat(counts().parked()).hasSize(1);
            world.get(Counts.class).healed = true;
            world.get(Rebuild.class).rebuild("counts", progress -> true);
            assertThat(counts().parked()).isEmpty();
            assertThat(count("customer-a")).isEqualTo(2);
        }
    }

    @Test
    @Timeout(60)
    void endsThoughABatchDoesNot() throws Exception {
        Counts counts = world.get(Counts.class);
        counts.holds = new CountDownLatch(1);
        given.orders("customer-a", "1997-01-02", "1.00");
        counts.held.await();
        world.views().close(Duration.ofMillis(50));
        counts.holds.countDown();
    }

    record Count(String id, long position, long count) implements SubjectView<Count> {
        @Override
        public Count on(RecordedEvent event) {
            return new Count(id, event.position(), count + 1);
        }

        @Override
        public Count combine(Count absorbed) {
            return this;
        }
    }

    static final class Counts implements SubjectProjection<Count> {
        final CountDownLatch held = new CountDownLatch(1);
        volatile CountDownLatch holds = new CountDownLatch(0);
        volatile boolean healed;

        @Override
        public String name() {
            return "counts";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<Count> documents() {
            return Count.class;
        }

        @Override
        public Count blank(String id) {
            return new Count(id, 0, 0);
        }

        @Override
        public Collection<String> touches(RecordedEvent event) {
            if (!(event.payload() instanceof InteractionRecorded e)) return List.of();
            held.countDown();
            try {
                holds.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            if (e.kind().equals("poison") && !healed) throw new IllegalStateException("poison");
            return List.of(e.customerId().value());
        }
    }
}
