package dev.kehu.lifecycle.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationCommand.AgreeGoal;
import dev.kehu.lifecycle.api.ImplementationCommand.DecideGate;
import dev.kehu.lifecycle.api.ImplementationCommand.StartImplementation;
import dev.kehu.lifecycle.api.ImplementationEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.StageOpened;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A project that lives by its own events: what is decided is folded at once. */
final class Story {
    static final ImplementationId ID = new ImplementationId("implementation-1");
    static final LocalDate TODAY = LocalDate.parse("1997-01-15");
    static final Instant NOW = Instant.parse("1997-01-15T10:00:00Z");
    static final LocalDate LATER = LocalDate.parse("1997-12-31");

    /** One hundred customers are active, whatever the day; nobody was answered yet. */
    static final Measuring HUNDRED = active(100);

    final List<ImplementationEvent> events = new ArrayList<>();
    Project project = Project.UNKNOWN;

    static Measuring active(int customers) {
        return new Measuring() {
            @Override
            public Optional<Figure> measure(Measure measure, LocalDate day) {
                return measure == Measure.CUSTOMERS_ACTIVE
                        ? Optional.of(Figure.exact(BigDecimal.valueOf(customers), 7))
                        : Optional.empty();
            }

            @Override
            public Optional<Figure> recompute(Measure measure, LocalDate day, long position) {
                return measure(measure, day);
            }
        };
    }

    static Story begun() {
        Story story = new Story();
        story.does(
                p -> p.decide(new StartImplementation(ID, "One face", "boss", team(), TODAY, NOW)));
        return story.opens(1);
    }

    private static Map<String, String> team() {
        return Map.of("ann", "lead", "bob", "clerk");
    }

    Story opens(int stage) {
        return on(new StageOpened(ID, stage, NOW));
    }

    Story on(ImplementationEvent event) {
        events.add(event);
        project = project.evolve(event);
        return this;
    }

    List<ImplementationEvent> does(Function<Project, List<ImplementationEvent>> decision) {
        List<ImplementationEvent> decided = decision.apply(project);
        decided.forEach(this::on);
        return decided;
    }

    Story refuses(String code, Function<Project, List<ImplementationEvent>> decision) {
        assertThatThrownBy(() -> decision.apply(project))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(code));
        return this;
    }

    static AgreeGoal computed(String metric, int stage, String target) {
        return goal(metric, "customers-active", null, target, "up", stage, null);
    }

    static AgreeGoal reported(String metric, int stage, @Nullable String baseline, String target) {
        return goal(metric, "reported", baseline, target, "up", stage, null);
    }

    static AgreeGoal goal(
            String metric,
            String measure,
            @Nullable String baseline,
            @Nullable String target,
            String direction,
            int stage,
            @Nullable String parent) {
        return new AgreeGoal(
                ID,
                metric,
                "customers",
                direction,
                measure,
                baseline == null ? null : new BigDecimal(baseline),
                target == null ? null : new BigDecimal(target),
                LATER,
                BigDecimal.ONE,
                stage,
                parent,
                "ann",
                "ledger, page 3",
                TODAY,
                NOW);
    }

    static DecideGate gate(int stage, String decision, String by, @Nullable String reason) {
        return new DecideGate(ID, stage, decision, by, reason, null, null, TODAY, NOW);
    }

    static DecideGate spending(int stage, String by, String amount, String currency) {
        return new DecideGate(
                ID,
                stage,
                "pass",
                by,
                null,
                new Money(new BigDecimal(amount), currency),
                null,
                TODAY,
                NOW);
    }
}
