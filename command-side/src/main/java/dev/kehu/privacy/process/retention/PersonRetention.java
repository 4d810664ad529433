package dev.kehu.privacy.process.retention;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.privacy.api.RetentionCommand;
import dev.kehu.privacy.api.RetentionCommand.BeginRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionEvent.RetentionPrescribed;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunBegun;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunFinished;
import dev.kehu.privacy.api.RetentionId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** How long people are kept: what was laid down, what would be due, and what came of it. */
@Component
public class PersonRetention {
    private static final int SHOWN = 30;

    private final EventHistory history;
    private final WhoIsDue whoIsDue;
    private final Commands commands;
    private final BusinessClock clock;
    private final Progress progress;
    private final ReentrantLock previewing = new ReentrantLock();

    PersonRetention(
            EventHistory history,
            WhoIsDue whoIsDue,
            Commands commands,
            BusinessClock clock,
            Progress progress) {
        this.history = history;
        this.whoIsDue = whoIsDue;
        this.commands = commands;
        this.clock = clock;
        this.progress = progress;
    }

    /** Periods as they were laid down; the last are in use. */
    public record Periods(
            int number,
            Map<String, Integer> months,
            @Nullable String reason,
            String by,
            Instant at) {}

    /**
     * One run.
     *
     * @param number of the periods it goes by
     * @param outcome null while it goes on
     */
    public record Run(int run, int number, String by, Instant at, @Nullable Outcome outcome) {}

    /**
     * How it stands.
     *
     * @param periods all, oldest first
     * @param runs the newest, oldest of them first
     * @param done how many of those due the run under way has been through; null when there is none
     */
    public record Standing(List<Periods> periods, List<Run> runs, Progress.@Nullable Done done) {}

    /**
     * What would be due.
     *
     * @param number of the periods in use, 0 where they are none of those
     * @param people everybody who is not erased; who was merged is one
     * @param endless of them, who are kept without an end
     * @param held of those due, on whom a legal hold lies: they are not erased
     * @param byPurpose of those due, how many each purpose needed longest
     */
    public record Preview(
            LocalDate day,
            int number,
            Map<String, Integer> months,
            int people,
            int endless,
            int due,
            int held,
            Map<String, Integer> byPurpose) {}

    public Standing standing() {
        Told told = told();
        int all = told.runs().size();
        return new Standing(
                told.periods(),
                List.copyOf(told.runs().subList(Math.max(0, all - SHOWN), all)),
                progress.done());
    }

    /**
     * Changes nothing; takes one pass over the history, and one at a time: each holds everybody
     * there is.
     *
     * @param months by purpose; empty: those in use
     * @throws Refusal {@code retention.previewing}
     */
    public Preview preview(Map<String, Integer> months) {
        if (!months.isEmpty()) {
            RetentionCommand.allow(months);
        }
        if (!previewing.tryLock()) {
            throw Refusal.conflict(
                    "retention.previewing", "Somebody is counting already; ask again after it");
        }
        try {
            return counted(months);
        } finally {
            previewing.unlock();
        }
    }

    private Preview counted(Map<String, Integer> months) {
        Periods last = told().last();
        boolean inUse = months.isEmpty() || last != null && last.months().equals(months);
        Map<String, Integer> asked = inUse ? last == null ? Map.of() : last.months() : months;
        WhoIsDue.Found found = whoIsDue.on(clock.today(), asked);
        return new Preview(
                found.day(),
                inUse && last != null ? last.number() : 0,
                asked,
                found.people(),
                found.endless(),
                found.due().size(),
                found.held(),
                found.byPurpose());
    }

    public Receipt prescribe(Map<String, Integer> months, @Nullable String reason, Origin origin) {
        return commands.send(
                new PrescribeRetention(
                        RetentionId.FIRM, months, reason == null ? "" : reason, clock.now()),
                origin);
    }

    /** Begins a run now; it goes on by itself. */
    public Receipt run(Origin origin) {
        return commands.send(new BeginRetentionRun(RetentionId.FIRM, clock.now()), origin);
    }

    Told told() {
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        history.readStream(RetentionId.FIRM.value()).forEach(told::on);
        return told;
    }

    /** What the stream tells. */
    record Told(List<Periods> periods, List<Run> runs) {
        private void on(RecordedEvent event) {
            String by = event.metadata().getOrDefault("actor", "");
            switch (event.payload()) {
                case RetentionPrescribed e ->
                        periods.add(
                                new Periods(
                                        e.number(), e.months(), e.reason(), by, e.occurredAt()));
                case RetentionRunBegun e ->
                        runs.add(new Run(e.run(), e.number(), by, e.occurredAt(), null));
                case RetentionRunFinished e -> runs.add(finished(runs.removeLast(), e));
                default -> throw new IllegalStateException("No business of retention");
            }
        }

        private static Run finished(Run run, RetentionRunFinished e) {
            return new Run(
                    run.run(),
                    run.number(),
                    run.by(),
                    run.at(),
                    new Outcome(
                            e.day(), e.due(), e.erased(), e.requested(), e.held(), e.refused()));
        }

        @Nullable Periods last() {
            return periods.isEmpty() ? null : periods.getLast();
        }

        /** The one under way. */
        @Nullable Run open() {
            return runs.isEmpty() || runs.getLast().outcome() != null ? null : runs.getLast();
        }

        /** Who brought a run about: who laid its periods down, and who began it. */
        List<String> causing(Run run) {
            return Stream.of(periods.get(run.number() - 1).by(), run.by()).distinct().toList();
        }

        Map<String, Integer> months(int number) {
            return periods.get(number - 1).months();
        }
    }
}
