package dev.kehu.lifecycle.view.implementation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationEvent.BaselineFrozen;
import dev.kehu.lifecycle.api.ImplementationEvent.GoalAgreed;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What an evaluation says of a goal whose measure cannot be computed. */
class EvaluatingTest {
    private static final ImplementationId ID = new ImplementationId("implementation-1");
    private static final LocalDate DAY = LocalDate.parse("1997-01-15");
    private static final String MEASURE = "income-30-days";

    /** Says no to every question. */
    private record Refusing(String code) implements Measuring {
        @Override
        public Optional<Figure> measure(Measure measure, LocalDate day) {
            throw Refusal.conflict(code, "no");
        }

        @Override
        public Optional<Figure> recompute(Measure measure, LocalDate day, long position) {
            return measure(measure, day);
        }
    }

    private static EvaluationAnswer evaluated(Measuring measuring) {
        Story story = new Story("s");
        var agreed =
                new GoalAgreed(
                        ID,
                        "income",
                        "USD",
                        "up",
                        MEASURE,
                        BigDecimal.TEN,
                        LocalDate.parse("1997-12-31"),
                        BigDecimal.ONE,
                        1,
                        null,
                        "ann",
                        Instant.EPOCH);
        var frozen =
                new BaselineFrozen(
                        ID, "income", BigDecimal.TWO, MEASURE, DAY, 1L, "ann", null, Instant.EPOCH);
        Implementation view =
                Implementation.blank(ID.value())
                        .on(story.tell(ID.value(), agreed))
                        .on(story.tell(ID.value(), frozen));
        return new Evaluating(view, DAY, ZoneOffset.UTC, measuring, text -> text)
                .answer(new Freshness(2, 2));
    }

    @Test
    void keepsToTheLastFigureWhereAmountsCannotBeAddedUp() {
        assertThat(evaluated(new Refusing("lifecycle.currencies")).goals())
                .singleElement()
                .satisfies(goal -> assertThat(goal.result()).isEqualByComparingTo("2"));
    }

    @Test
    void saysSoWhereHistoryCannotBeRead() {
        assertThatThrownBy(() -> evaluated(new Refusing("lifecycle.event-unreadable")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.code()).isEqualTo("lifecycle.event-unreadable"));
    }
}
