package dev.kehu.privacy.process.retention;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.round.Rounds;
import dev.kehu.privacy.api.NoLongerNeeded;
import dev.kehu.privacy.api.RetentionCommand.FinishRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionId;
import dev.kehu.privacy.process.retention.PersonRetention.Run;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out runs that were begun, one person after the other, and goes on at the next start. Who
 * was erased is not found again, so everything may be done twice.
 */
@Component
class RetentionRuns implements SmartLifecycle {
    private static final Origin ITSELF = Origin.of("kehu");
    private static final Logger LOG = LoggerFactory.getLogger(RetentionRuns.class);

    /** Each try takes a pass over the history. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final PersonRetention retention;
    private final WhoIsDue whoIsDue;
    private final DueErasure erasure;
    private final Commands commands;
    private final BusinessClock clock;
    private final Progress progress;
    private final Rounds rounds;
    private volatile boolean running;

    RetentionRuns(
            PersonRetention retention,
            WhoIsDue whoIsDue,
            DueErasure erasure,
            Commands commands,
            BusinessClock clock,
            Progress progress,
            GroupCommitEngine engine) {
        this.retention = retention;
        this.whoIsDue = whoIsDue;
        this.erasure = erasure;
        this.commands = commands;
        this.clock = clock;
        this.progress = progress;
        rounds = new Rounds("retention", this::go, clock::real);
        String stream = RetentionId.FIRM.value();
        engine.onStored(
                stored -> {
                    if (stored.stream().anyMatch(event -> event.stream().equals(stream))) {
                        rounds.wake();
                    }
                });
    }

    private @Nullable Instant go() {
        try {
            PersonRetention.Told told = retention.told();
            Run open = told.open();
            if (open != null) {
                carryOut(open, told);
            }
            return null;
        } catch (RuntimeException fault) {
            LOG.warn("A run is tried again: {}", fault.getClass().getName());
            return clock.real().plus(PAUSE);
        }
    }

    private void carryOut(Run run, PersonRetention.Told told) {
        WhoIsDue.Found found = whoIsDue.on(clock.today(), told.months(run.number()));
        Map<String, Integer> came = new HashMap<>();
        if (!erased(run, found.due(), told.causing(run), came)) {
            return;
        }
        String basis = Census.basis(run.number(), run.run());
        Outcome outcome = outcome(found, found.erasures().getOrDefault(basis, 0), came);
        commands.send(
                new FinishRetentionRun(RetentionId.FIRM, run.run(), outcome, clock.now()), ITSELF);
        progress.over();
    }

    /** False when the program stops: the next start finds who is left. */
    private boolean erased(
            Run run, List<WhoIsDue.Due> due, List<String> by, Map<String, Integer> came) {
        String basis = Census.basis(run.number(), run.run());
        int done = 0;
        for (WhoIsDue.Due each : due) {
            if (!running) {
                return false;
            }
            progress.is(run.run(), due.size(), done++);
            var because = new NoLongerNeeded(run.number(), each.until().day(), by);
            String what = erasure.erase(each.customer(), basis, because, ITSELF, () -> running);
            if (what.equals(DueErasure.CHANGED)) {
                break; // whoever is left is found by the next run, if at all
            }
            came.merge(what, 1, Integer::sum);
        }
        return running;
    }

    /**
     * @param before erased by this run before the program was stopped
     */
    private static Outcome outcome(WhoIsDue.Found found, int before, Map<String, Integer> came) {
        int due = found.due().size();
        int erased = came.getOrDefault(DueErasure.ERASED, 0);
        int requested = came.getOrDefault(DueErasure.REQUESTED, 0);
        int held = came.getOrDefault(DueErasure.HELD, 0);
        return new Outcome(
                found.day(),
                before + due,
                before + erased,
                requested,
                held,
                due - erased - requested - held);
    }

    @Override
    public void start() {
        running = true;
        rounds.start();
    }

    @Override
    public void stop() {
        running = false;
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
