package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.platform.outbox.CommandJson;
import dev.kehu.platform.saga.Happening.Due;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

class PlanningTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    record Count(int n, List<Inner> inner) {}

    record Inner(@Open String label, Instant at) {}

    record Said(String words) {}

    record Hidden(@Personal LocalDate birth) {}

    record Named(CustomerId customer, List<Said> said) {}

    record Loose(Object anything) {}

    /** A process that is nothing but its parts. */
    private record Parts<P extends Record>(
            P start, int revision, Set<Class<?>> sends, Function<P, Steps<P>> steps)
            implements Process<P> {
        @Override
        public String name() {
            return "parts";
        }

        @Override
        public Set<Class<? extends DomainEvent>> hears() {
            return Set.of();
        }

        @Override
        public Keys associate(DomainEvent event) {
            return Keys.none();
        }

        @Override
        public Steps<P> next(P progress, Happening happening) {
            return steps.apply(progress);
        }

        @Override
        public ObjectNode raise(int from, ObjectNode progress) {
            if (from != 1) {
                throw new IllegalStateException("too old");
            }
            return progress.put("n", progress.get("n").intValue() * 100);
        }
    }

    private static final Count ONE = new Count(1, List.of(new Inner("x", Instant.EPOCH)));

    private static Planning<Count> planning(int revision, Function<Count, Steps<Count>> steps) {
        return planning(ONE, revision, Set.of(Note.class), steps);
    }

    private static <P extends Record> Planning<P> planning(
            P start, int revision, Set<Class<?>> sends, Function<P, Steps<P>> steps) {
        return new Planning<>(
                new Parts<>(start, revision, sends, steps), new CommandJson(MAPPER), MAPPER);
    }

    private static Note note(int page) {
        return new Note(new CustomerId("customer-1"), page, Instant.EPOCH);
    }

    private static Plan plan(Planning<?> planning, SagaRow saga) {
        return planning.plan(saga, new Due("d", Instant.EPOCH));
    }

    @Test
    void remembersProgressAndTheStepsTaken() {
        Planning<Count> planning =
                planning(
                        1,
                        p -> Steps.to(new Count(p.n() + 1, p.inner())).send("s-" + p.n(), note(1)));
        SagaRow first = plan(planning, planning.begun(7)).saga();
        Plan second = plan(planning, first);
        assertThat(first.id()).isEqualTo("parts@7");
        assertThat(second.orders()).extracting(Plan.Order::step).containsExactly("s-2");
        assertThat(second.saga().steps()).isEqualTo("[\"s-1\",\"s-2\"]");
        assertThat(MAPPER.readValue(second.saga().progress(), Count.class))
                .isEqualTo(new Count(3, ONE.inner()));
    }

    @Test
    void refusesAStepThatWasTakenBefore() {
        Planning<Count> planning = planning(1, p -> Steps.to(p).send("same", note(1)));
        SagaRow first = plan(planning, planning.begun(7)).saga();
        assertThatThrownBy(() -> plan(planning, first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("same");
        assertThatThrownBy(() -> Steps.to(ONE).send("a", note(1)).send("a", note(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                plan(
                                        planning(1, p -> Steps.to(p).send("No Name", note(1))),
                                        planning.begun(7)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void raisesProgressOfAnOlderRevision() {
        SagaRow old = planning(1, Steps::to).begun(7);
        Plan plan = plan(planning(2, Steps::to), old);
        assertThat(plan.saga().revision()).isEqualTo(2);
        assertThat(MAPPER.readValue(plan.saga().progress(), Count.class).n()).isEqualTo(100);
        SagaRow tooOld = planning(0, Steps::to).begun(7);
        assertThatThrownBy(() -> plan(planning(2, Steps::to), tooOld))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesACommandItDidNotName() {
        Planning<Count> planning = planning(ONE, 1, Set.of(), p -> Steps.to(p).send("s", note(1)));
        assertThatThrownBy(() -> plan(planning, planning.begun(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not registered");
    }

    @Test
    void isRefusedWhereSomethingPersonalCouldBeKept() {
        CustomerId nobody = new CustomerId("");
        refused(new Said(""), Set.of(), "words");
        refused(new Hidden(LocalDate.EPOCH), Set.of(), "birth");
        refused(new Named(nobody, List.of()), Set.of(), "words");
        refused(new Loose(""), Set.of(), "anything");
        refused(ONE, Set.of(Said.class), "words");
        refused(ONE, Set.of(Object.class), "no record");
    }

    private static <P extends Record> void refused(
            P start, Set<Class<?>> sends, @Nullable String because) {
        assertThatThrownBy(() -> planning(start, 1, sends, Steps::to))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }
}
