package dev.kehu.privacy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.RetentionCommand.BeginRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.FinishRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionEvent;
import dev.kehu.privacy.api.RetentionEvent.RetentionPrescribed;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunBegun;
import dev.kehu.privacy.api.RetentionId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Periods are laid down, and one run at a time goes by them. */
class PrescribeRetentionTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Outcome OUTCOME =
            new Outcome(LocalDate.parse("2026-03-02"), 3, 1, 1, 1, 0);

    private RetentionState state = RetentionState.NONE;

    private static PrescribeRetention periods(Map<String, Integer> months, String reason) {
        return new PrescribeRetention(RetentionId.FIRM, months, reason, NOON);
    }

    private List<RetentionEvent> happened(List<RetentionEvent> events) {
        events.forEach(event -> state = state.evolve(event));
        return events;
    }

    private List<RetentionEvent> begin() {
        return happened(state.decide(new BeginRetentionRun(RetentionId.FIRM, NOON)));
    }

    private List<RetentionEvent> finish(int run) {
        return happened(state.decide(new FinishRetentionRun(RetentionId.FIRM, run, OUTCOME, NOON)));
    }

    private static void refuses(String code, Runnable decision) {
        assertThatThrownBy(decision::run)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    @Test
    void numbersThePeriodsAndRecordsTheSameOnesOnce() {
        Map<String, Integer> months = Map.of("customer-service", 24);
        assertThat(happened(state.decide(periods(months, "agreed"))))
                .containsExactly(
                        new RetentionPrescribed(RetentionId.FIRM, 1, months, "agreed", NOON));
        assertThat(state.decide(periods(months, "agreed"))).isEmpty();
        happened(state.decide(periods(Map.of("contract", 120), "agreed anew")));
        assertThat(state.number()).isEqualTo(2);
    }

    @Test
    void refusesPeriodsThatSayNothing() {
        refuses("reason.missing", () -> state.decide(periods(Map.of("contract", 1), " ")));
        refuses("retention.purpose", () -> state.decide(periods(Map.of(), "agreed")));
        refuses("retention.purpose", () -> state.decide(periods(Map.of("fun", 1), "agreed")));
        refuses("retention.period", () -> state.decide(periods(Map.of("contract", 0), "agreed")));
        refuses(
                "retention.period",
                () -> state.decide(periods(Map.of("contract", 1_201), "agreed")));
        Map<String, Integer> nothing = new HashMap<>();
        nothing.put("contract", null);
        refuses("retention.period", () -> state.decide(periods(nothing, "agreed")));
    }

    @Test
    void runsOnceAtATime() {
        refuses("retention.none", this::begin);
        happened(state.decide(periods(Map.of("contract", 120), "agreed")));
        assertThat(begin()).containsExactly(new RetentionRunBegun(RetentionId.FIRM, 1, 1, NOON));
        refuses("retention.running", this::begin);
        assertThat(finish(2)).as("another run").isEmpty();
        assertThat(finish(1)).hasSize(1);
        assertThat(finish(1)).as("said twice").isEmpty();
        assertThat(begin()).containsExactly(new RetentionRunBegun(RetentionId.FIRM, 2, 1, NOON));
    }
}
