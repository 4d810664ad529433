package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.audit.api.ParkedSubjects.Outcome;
import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.EngineTest.Count;
import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CompletableFuture;

@Timeout(60)
class ParkingTest {
    private static final String A = "customer-a", VIEW = "counts", DAY = "1997-01-02";

    private final Story story = new Story("story");
    private final EmbeddedViewStore store = EmbeddedViewStore.inMemory();
    private final Scenario given = new Scenario(story);
    private World world = new World(story, store, 5, Counts.class);

    @AfterEach
    void close() {
        world.close();
    }

    private ParkedSubjects parking() {
        return world.get(ParkedSubjects.class);
    }

    private LiveView<Count> counts() {
        return world.views().of(world.get(Counts.class));
    }

    private long count(String customer) {
        return counts().find(customer).map(Count::count).orElse(0L);
    }

    private void poisons(String customer) {
        given.meets(customer, "web", "poison", DAY);
    }

    private void orders(String customer) {
        given.orders(customer, DAY, "1.00");
    }

    /** Ordered, poisoned at 2, ordered twice; another customer goes on. */
    private void aIsParked() {
        orders(A);
        poisons(A);
        orders(A);
        orders("customer-b");
        orders(A);
        world.settled();
    }

    private void again() {
        world.stop();
        world = new World(story, store, 5, Counts.class);
        world.settled();
    }

    @Nested
    class AParkedSubject {
        @Test
        void isToldWithWhereItStandsAndHowManyWait() {
            aIsParked();
            Parked told =
                    new Parked(
                            VIEW,
                            A,
                            2,
                            "IllegalStateException",
                            story.readAfter(1, 1).getFirst().recordedAt(),
                            2);
            assertThat(parking().all()).containsExactly(told);
            assertThat(parking().find(VIEW, A)).contains(told);
            assertThat(parking().find(VIEW, "customer-b")).isEmpty();
        }

        @Test
        void countsWhatTheViewDoesNotCareAboutNeitherNowNorLater() {
            aIsParked();
            given.opens(A, DAY);
            world.settled();
            assertThat(parking().find(VIEW, A).orElseThrow().waiting()).isEqualTo(2);
        }

        @Test
        void isCountedOnceThoughItsBatchComesAgain() {
            aIsParked();
            Manifest early = store.manifest(VIEW).orElseThrow();
            world.store.failSaves(3);
            for (int i = 0; i < 10; i++) {
                orders(A);
                orders("customer-b");
            }
            world.settled();
            assertThat(parking().find(VIEW, A).orElseThrow().waiting()).isEqualTo(12);
            world.stop();
            store.remember(early); // as after a crash, where documents are ahead of it
            world = new World(story, store, 5, Counts.class);
            world.settled();
            assertThat(parking().find(VIEW, A).orElseThrow().waiting()).isEqualTo(12);
        }

        @Test
        void isOfAViewThereIs() {
            assertThatThrownBy(() -> parking().find("nothing", A))
                    .isInstanceOf(Refusal.class)
                    .extracting("code")
                    .isEqualTo("view.unknown");
        }
    }

    @Nested
    class ARetry {
        @Test
        void foldsAllThatWaitedOnceTheFaultIsGone() {
            aIsParked();
            world.get(Counts.class).healed = true;
            assertThat(parking().retry(VIEW, A).now()).isEmpty();
            assertThat(count(A)).isEqualTo(4);
            orders(A);
            world.settled();
            assertThat(count(A)).isEqualTo(5);
            assertThat(parking().all()).isEmpty();
            assertThat(count("customer-b")).isEqualTo(1);
        }

        @Test
        void staysAfterARestart() {
            aIsParked();
            world.get(Counts.class).healed = true;
            parking().retry(VIEW, A);
            again();
            orders(A);
            world.settled();
            assertThat(parking().all()).isEmpty();
            assertThat(count(A)).isEqualTo(5);
        }

        @Test
        void changesNothingWhileTheFaultIsThere() {
            aIsParked();
            Parked before = parking().find(VIEW, A).orElseThrow();
            assertThat(parking().retry(VIEW, A).now()).contains(before);
            assertThat(count(A)).isEqualTo(1);
        }

        @Test
        void isNothingForWhoIsNotParked() {
            aIsParked();
            assertThat(parking().retry(VIEW, "customer-b").now()).isEmpty();
            assertThat(count("customer-b")).isEqualTo(1);
        }

        @Test
        void losesNothingThatIsFoldedMeanwhile() throws Exception {
            aIsParked();
            world.get(Counts.class).healed = true;
            var telling =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 400; i++) orders(A);
                            });
            while (parking().retry(VIEW, A).now().isPresent()) Thread.onSpinWait();
            telling.join();
            world.settled();
            assertThat(count(A)).isEqualTo(404);
        }
    }

    @Nested
    class ASkip {
        @Test
        void leavesOneEventOutAndFoldsWhatWaited() {
            aIsParked();
            assertThat(parking().skip(VIEW, A, 2).now()).isEmpty();
            assertThat(count(A)).isEqualTo(3);
            orders(A);
            world.settled();
            assertThat(count(A)).isEqualTo(4);
        }

        @Test
        void stopsAtTheNextEventThatCannotBeFolded() {
            aIsParked();
            poisons(A);
            orders(A);
            world.settled();
            Parked next = parking().skip(VIEW, A, 2).now().orElseThrow();
            assertThat(next.position()).isEqualTo(6);
            assertThat(next.waiting()).isEqualTo(1);
            assertThat(count(A)).isEqualTo(3);
            assertThat(parking().skip(VIEW, A, 6).now()).isEmpty();
            assertThat(count(A)).isEqualTo(4);
        }

        @Test
        void leavesOutOnlyWhatTheSubjectIsParkedAt() {
            aIsParked();
            Outcome outcome = parking().skip(VIEW, A, 3);
            assertThat(outcome.done()).isFalse();
            assertThat(outcome.now()).isPresent();
            assertThat(count(A)).isEqualTo(1);
        }

        @Test
        void isRememberedAcrossARestartAlsoWhenTheSubjectIsParkedAgain() {
            aIsParked();
            parking().skip(VIEW, A, 2);
            again();
            poisons(A);
            world.settled();
            assertThat(parking().skip(VIEW, A, 6).now()).isEmpty();
            assertThat(count(A)).isEqualTo(3);
        }

        @Test
        void isForgottenByARebuildWhichTriesAgain() {
            aIsParked();
            parking().skip(VIEW, A, 2);
            world.get(Rebuild.class).rebuild(VIEW, progress -> true);
            assertThat(parking().find(VIEW, A).orElseThrow().position()).isEqualTo(2);
            world.get(Counts.class).healed = true;
            assertThat(parking().retry(VIEW, A).now()).isEmpty();
            assertThat(count(A)).isEqualTo(4);
        }
    }
}
