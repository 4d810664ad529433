package dev.kehu.privacy.process.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.saga.Happening;
import dev.kehu.platform.saga.Steps;
import dev.kehu.privacy.api.RetentionCommand.BeginRetentionRun;
import dev.kehu.privacy.api.RetentionEvent.RetentionPrescribed;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunBegun;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunFinished;
import dev.kehu.privacy.api.RetentionId;
import dev.kehu.privacy.process.retention.WhenRetentionPrescribedThenRun.Runs;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** A run a day, and never one on the day the periods were laid down. */
class WhenRetentionPrescribedThenRunTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-03-03T12:00:00Z");

    private final WhenRetentionPrescribedThenRun process = new WhenRetentionPrescribedThenRun();

    private Steps<Runs> hears(DomainEvent event) {
        return process.next(process.start(), new Happening.Occurred(event, 1));
    }

    @Test
    void waitsADayAfterPeriodsAndAfterEachRun() {
        assertThat(
                        hears(
                                        new RetentionPrescribed(
                                                RetentionId.FIRM,
                                                1,
                                                Map.of("contract", 120),
                                                null,
                                                NOON))
                                .deadlines())
                .containsExactly(Map.entry("run", TOMORROW));
        assertThat(
                        hears(
                                        new RetentionRunFinished(
                                                RetentionId.FIRM,
                                                1,
                                                LocalDate.parse("2026-03-02"),
                                                0,
                                                0,
                                                0,
                                                0,
                                                0,
                                                NOON))
                                .deadlines())
                .containsExactly(Map.entry("run", TOMORROW));
        assertThat(hears(new RetentionRunBegun(RetentionId.FIRM, 1, 1, NOON)).cancelled())
                .containsExactly("run");
    }

    @Test
    void beginsEachRunInAStepOfItsOwn() {
        Happening due = new Happening.Due("run", TOMORROW);
        Steps<Runs> first = process.next(process.start(), due);
        assertThat(first.commands())
                .containsExactly(
                        Map.entry("run-1", new BeginRetentionRun(RetentionId.FIRM, TOMORROW)));
        assertThat(process.next(first.progress(), due).commands()).containsOnlyKeys("run-2");
        Happening refused = new Happening.Refused("run-1", "retention.running");
        Steps<Runs> waits = process.next(first.progress(), refused);
        assertThat(waits.commands()).isEmpty();
        assertThat(waits.deadlines()).as("its end is heard").isEmpty();
    }

    @Test
    void triesAgainTomorrowWhateverStoodAgainstIt() {
        Runs asked = process.next(process.start(), new Happening.Due("run", NOON)).progress();
        Happening refused = new Happening.Refused("run-1", "store.of-another-mind");
        assertThat(process.next(asked, refused).deadlines())
                .containsExactly(Map.entry("run", TOMORROW));
    }
}
