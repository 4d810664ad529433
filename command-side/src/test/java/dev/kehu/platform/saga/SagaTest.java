package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.state.Sql;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;

class SagaTest extends SagasInTown {
    private static final Origin ANN = Origin.of("ann");

    private final Watching watching = new Watching();

    @BeforeEach
    void begin() {
        live(watching);
        world.beginAt(town.head());
    }

    private void run() {
        while (world.batch(100)) {
            world.dispatch();
        }
        world.sweep();
        world.dispatch();
    }

    /** Retries the first; how it is parked afterwards. */
    private @Nullable Parked retry() {
        return world.parked.retry(parked().getFirst().id(), ANN, "mended").parked();
    }

    @Test
    void hearsWhatIsForItInOrder() {
        CustomerId one = town.registered();
        CustomerId other = town.registered();
        town.addPerson(one);
        run();
        assertThat(town.pages(one)).containsExactly("page-11", "page-12");
        assertThat(town.pages(other)).containsExactly("page-11");
    }

    @Test
    void isHandedNoEventTwiceThoughItsProcessorGoesBack() {
        long before = town.head();
        CustomerId one = town.registered();
        run();
        world.beginAt(before);
        run();
        assertThat(town.pages(one)).containsExactly("page-11");
        assertThat(parked()).isEmpty();
    }

    @Test
    void repeatsNoEffectThoughItsStateIsLost() {
        long before = town.head();
        CustomerId one = town.registered();
        town.addPerson(one);
        now = Watching.DEADLINE;
        run();
        assertThat(world.finished()).isTrue();
        List<String> pages = town.pages(one);
        assertThat(pages).hasSize(3);
        world.beginAt(before);
        run();
        assertThat(world.finished()).isTrue();
        assertThat(town.pages(one)).isEqualTo(pages);
    }

    @Test
    void hearsNothingMoreOnceItHasEnded() {
        CustomerId one = town.registered();
        now = Watching.DEADLINE;
        run();
        assertThat(world.finished()).isTrue();
        town.addPerson(one);
        run();
        assertThat(town.pages(one)).containsExactly("page-11", "page-12");
        assertThat(world.finished()).isTrue();
    }

    @Nested
    class GivenOneThatFails {
        private CustomerId failing;
        private CustomerId other;

        @BeforeEach
        void fail() {
            failing = town.registered();
            other = town.registered();
            watching.failing.add(failing);
            town.addPerson(failing);
            town.addPerson(other);
            run();
        }

        @Test
        void parksItWithItsLaterEventsWhileOthersGoOn() {
            assertThat(town.pages(other)).containsExactly("page-11", "page-12");
            assertThat(town.pages(failing)).isEmpty();
            assertThat(parked())
                    .extracting(Parked::processor, Parked::kind, Parked::code, Parked::attempts)
                    .containsExactly(
                            tuple("saga-watching", "event", "step.failed", 1),
                            tuple("saga-watching", "event", "parked.behind", 0));
        }

        @Test
        void goesOnWithAllThatWaitedWhenItIsRetried() {
            watching.failing.clear();
            assertThat(retry()).isNull();
            run();
            assertThat(town.pages(failing)).containsExactly("page-11", "page-12");
            assertThat(parked()).isEmpty();
        }

        @Test
        void staysParkedWhenItFailsAgain() {
            assertThat(retry()).isNotNull();
            assertThat(parked()).extracting(Parked::attempts).containsExactly(2, 0);
        }

        @Test
        void goesOnBehindWhatIsSkipped() {
            watching.failing.clear();
            world.parked.skip(parked().getFirst().id(), ANN, "nonsense");
            assertThat(world.witnessed).containsExactly("ann skips: nonsense");
            run();
            assertThat(town.pages(failing)).containsExactly("page-11");
            assertThat(parked()).isEmpty();
        }

        @Test
        void refusesToBeginInTheMiddle() {
            assertThatThrownBy(() -> world.parked.retry(parked().getLast().id(), ANN, null))
                    .isInstanceOfSatisfying(
                            Refusal.class, e -> assertThat(e.code()).isEqualTo("parked.behind"));
            assertThatThrownBy(() -> world.parked.skip(-1, ANN, "x"))
                    .isInstanceOfSatisfying(
                            Refusal.class, e -> assertThat(e.code()).isEqualTo("parked.unknown"));
            assertThat(world.witnessed).isEmpty();
            assertThat(parked()).hasSize(2);
        }

        @Test
        void keepsAnswersAndDeadlinesBehindWhatFailed() {
            watching.failing.clear();
            retry(); // its letters wait in the outbox
            watching.failing.add(failing);
            town.addPerson(failing);
            now = Watching.DEADLINE;
            run();
            assertThat(parked())
                    .extracting(Parked::kind)
                    .containsExactly("event", "accepted", "accepted", "deadline");
            watching.failing.clear();
            retry();
            run();
            assertThat(town.pages(failing))
                    .containsExactly("page-11", "page-12", "page-13", "page-14");
            assertThat(parked()).isEmpty();
        }

        @Test
        void takesUpARetryThatWasCutOff() {
            watching.failing.clear();
            long first = parked().getFirst().id();
            state.write(c -> Sql.change(c, "delete from parked where id = ?", first));
            live(watching);
            run();
            assertThat(town.pages(failing)).containsExactly("page-11");
            assertThat(parked()).isEmpty();
        }
    }

    @Test
    void parksAnEventThatDoesNotTellWhomItIsFor() {
        long before = town.head();
        CustomerId strange = town.registered();
        CustomerId other = town.registered();
        watching.strange.add(strange);
        run();
        assertThat(town.pages(other)).hasSize(1);
        assertThat(parked()).extracting(Parked::code).containsExactly("step.failed");
        world.beginAt(before);
        run();
        assertThat(parked()).as("handed over again").hasSize(1);
        assertThat(retry()).isNotNull();
        watching.strange.clear();
        assertThat(retry()).isNull();
        run();
        assertThat(town.pages(strange)).containsExactly("page-11");
        assertThat(parked()).isEmpty();
    }
}
