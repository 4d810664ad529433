package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

class EngineTest {
    private final World world = World.fresh(5, Counts.class);
    private final Story story = world.story;
    private final Scenario given = new Scenario(story);

    @AfterEach
    void close() {
        world.close();
    }

    private LiveView<Count> counts() {
        return world.views().of(world.get(Counts.class));
    }

    private long count(String customer) {
        return counts().find(customer).map(Count::count).orElse(0L);
    }

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

    @Nested
    class ARebuild {
        @Test
        void givesTheSameDocumentsInANewGeneration() {
            Scenario.random(story, new Random(7), 700);
            world.settled();
            var before = world.store.range("customer360_g1", null, null, 100);
            List<Progress> told = new ArrayList<>();
            assertThat(world.get(Rebuild.class).rebuild("customer360", told::add)).isTrue();
            assertThat(world.store.range("customer360_g2", null, null, 100)).isEqualTo(before);
            assertThat(told.getLast().done()).isEqualTo(story.head());
        }

        @Test
        void followsLiveAfterwards() {
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            world.get(Rebuild.class).rebuild("counts", progress -> true);
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            assertThat(count("customer-a")).isEqualTo(2);
        }

        @Test
        void leavesTheViewAsItIsWhenCancelled() {
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            assertThat(world.get(Rebuild.class).rebuild("counts", progress -> false)).isFalse();
            assertThat(count("customer-a")).isEqualTo(1);
            assertThat(world.store.collections()).doesNotContain("counts_g2");
        }

        @Test
        void readsTheHistoryOnceForAllViews() {
            Scenario.random(story, new Random(7), 7_000);
            world.settled();
            var before = world.store.range("customer360_g1", null, null, 100);
            List<Progress> told = new ArrayList<>();
            var names = world.views().names();
            assertThat(world.get(Rebuild.class).rebuild(names, told::add)).isTrue();
            assertThat(world.store.range("customer360_g2", null, null, 100)).isEqualTo(before);
            assertThat(world.views().status())
                    .allMatch(s -> s.generation() == 2 && s.running() && s.position() == 7_000);
            assertThat(story.readFromTheStart()).isEqualTo(1);
            assertThat(told).extracting(Progress::view).endsWith(names.toArray(String[]::new));
        }

        @Test
        void mayBeTriedAgainWhenItCouldNotBegin() {
            world.settled();
            world.store.failRemembers(1);
            Rebuild rebuild = world.get(Rebuild.class);
            assertThatThrownBy(() -> rebuild.rebuild("counts", p -> true))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(rebuild.isRebuilding("counts")).isFalse();
            assertThat(rebuild.rebuild("counts", p -> true)).isTrue();
        }

        @Nested
        @Timeout(60)
        class WhileAnotherOneRuns {
            private final CountDownLatch begun = new CountDownLatch(1);
            private final CountDownLatch goesOn = new CountDownLatch(1);
            private volatile boolean cancelled;
            private volatile boolean fails;

            /** Begins one that stands still before its switch. */
            private CompletableFuture<Boolean> running(Collection<String> views) throws Exception {
                given.orders("customer-a", "1997-01-02", "1.00");
                world.settled();
                Rebuild rebuild = world.get(Rebuild.class);
                var running =
                        CompletableFuture.supplyAsync(
                                () -> rebuild.rebuild(views, this::stands),
                                Thread::startVirtualThread);
                begun.await();
                return running;
            }

            private boolean stands(Progress progress) {
                begun.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                if (fails) throw new IllegalStateException("broken (as the test asked)");
                return !cancelled;
            }

            private CompletableFuture<Boolean> another(Collection<String> views) {
                List<Progress> told = new CopyOnWriteArrayList<>();
                Rebuild rebuild = world.get(Rebuild.class);
                var waiting =
                        CompletableFuture.supplyAsync(
                                () -> rebuild.rebuild(views, told::add),
                                Thread::startVirtualThread);
                await().until(() -> !told.isEmpty());
                assertThat(waiting).isNotDone();
                return waiting;
            }

            private Stream<Long> generations() {
                return world.views().status().stream().map(ViewStatus::generation);
            }

            @Test
            void waitsForItWithProgressAndIsDoneByIt() throws Exception {
                var first = running(world.views().names());
                var second = another(List.of("counts"));
                goesOn.countDown();
                assertThat(first.join()).isTrue();
                assertThat(second.join()).isTrue();
                assertThat(generations()).containsOnly(2L);
                assertThat(world.get(Rebuild.class).isRebuilding("counts")).isFalse();
            }

            @Test
            void thenBuildsWhatItWasNotAbout() throws Exception {
                var first = running(List.of("counts"));
                var second = another(world.views().names());
                goesOn.countDown();
                assertThat(first.join()).isTrue();
                assertThat(second.join()).isTrue();
                assertThat(generations()).containsOnly(2L);
            }

            @Test
            void endsAsItEnds() throws Exception {
                running(List.of("counts"));
                var second = another(List.of("counts"));
                cancelled = true;
                goesOn.countDown();
                assertThat(second.join()).isFalse();
                assertThat(generations()).containsOnly(1L);
            }

            @Test
            void failsAsItFails() throws Exception {
                running(List.of("counts"));
                var second = another(List.of("counts"));
                fails = true;
                goesOn.countDown();
                assertThatThrownBy(second::join).hasRootCauseMessage("broken (as the test asked)");
            }
        }

        @Test
        void refusesAViewThereIsNot() {
            assertThatThrownBy(() -> world.get(Rebuild.class).rebuild("nothing", p -> true))
                    .isInstanceOf(Refusal.class)
                    .extracting("code")
                    .isEqualTo("view.unknown");
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

    @Nested
    class AtStart {
        private World again(Story other, ViewStore store) {
            return new World(other, store, 5, Counts.class);
        }

        private void told(Story some, int orders) {
            Scenario scenario = new Scenario(some);
            for (int i = 0; i < orders; i++) scenario.orders("customer-a", "1997-01-02", "1.00");
        }

        private void remember(ViewStore store, Manifest manifest) {
            store.remember(manifest);
        }

        /** Builds over one story, changes what is stored, starts again over a story. */
        private long countAfter(Story first, Runnable change, ViewStore store, Story second) {
            World before = again(first, store);
            before.settled();
            before.stop();
            change.run();
            try (World after = again(second, store)) {
                after.settled();
                return after.views()
                        .of(after.get(Counts.class))
                        .find("customer-a")
                        .map(Count::count)
                        .orElse(0L);
            }
        }

        @Test
        void goesOnWhereItStoodAndFoldsNothingTwice() {
            Story same = new Story("same");
            told(same, 3);
            ViewStore store = EmbeddedViewStore.inMemory();
            assertThat(countAfter(same, () -> told(same, 2), store, same)).isEqualTo(5);
        }

        @Test
        void leavesNothingOfGenerationsThatAreNotInUse() {
            given.orders("customer-a", "1997-01-02", "1.00");
            world.settled();
            var documents = world.store.range("counts_g1", null, null, 10);
            world.store.insert("counts_g7", documents);
            counts().open();
            assertThat(world.store.collections()).contains("counts_g1").doesNotContain("counts_g7");
            assertThat(count("customer-a")).isEqualTo(1);
        }

        @Test
        void startsOverOnAnotherEventStore() {
            Story one = new Story("one"), other = new Story("other");
            told(one, 3);
            told(other, 5);
            assertThat(countAfter(one, () -> {}, EmbeddedViewStore.inMemory(), other)).isEqualTo(5);
        }

        @Test
        void startsOverWhenItIsAheadOfTheStore() {
            Story whole = new Story("same"), restored = new Story("same");
            told(whole, 5);
            told(restored, 2);
            assertThat(countAfter(whole, () -> {}, EmbeddedViewStore.inMemory(), restored))
                    .isEqualTo(2);
        }

        @Test
        void startsOverWhenTheManifestIsGoneAndFindsNoDocumentOfBefore() {
            Story one = new Story("one"), other = new Story("other");
            told(one, 5);
            told(other, 2);
            ViewStore store = EmbeddedViewStore.inMemory();
            assertThat(countAfter(one, () -> store.forget("counts"), store, other)).isEqualTo(2);
        }

        @Test
        void startsOverWhenTheFoldHasChangedOrTheEventIsAnother() {
            Story same = new Story("same");
            told(same, 3);
            ViewStore store = EmbeddedViewStore.inMemory();
            Runnable otherFold =
                    () -> {
                        Manifest m = store.manifest("counts").orElseThrow();
                        remember(
                                store,
                                new Manifest(
                                        m.view(),
                                        m.generation(),
                                        m.storeId(),
                                        m.foldVersion() + 1,
                                        m.position(),
                                        m.eventId()));
                    };
            assertThat(countAfter(same, otherFold, store, same)).isEqualTo(3);
            Manifest m = new Manifest("counts", 1, "same", 7, 2, "another");
            assertThat(ManifestCheck.mismatch(m, 7, same)).isPresent();
            String right = same.readAfter(1, 1).getFirst().eventId().toString();
            Manifest fits = new Manifest("counts", 1, "same", 7, 2, right);
            assertThat(ManifestCheck.mismatch(fits, 7, same)).isEmpty();
        }

        @Test
        void buildsALongHistoryInBulk() {
            Story longStory = new Story("long");
            told(longStory, 6_000);
            try (World after = again(longStory, EmbeddedViewStore.inMemory())) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () ->
                                        assertThat(after.views().status())
                                                .allMatch(s -> s.running() && s.position() == 6_000)
                                                .allMatch(s -> s.generation() == 2));
            }
        }
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
