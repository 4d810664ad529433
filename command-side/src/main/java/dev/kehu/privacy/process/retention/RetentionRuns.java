package dev.kehu.privacy.process.retention;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.round.Rounds;
import dev.kehu.privacy.api.RetentionCommand.FinishRetentionRun;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionId;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.approval.SecondPerson;
import dev.kehu.privacy.process.retention.PersonRetention.Run;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Carries out runs that were begun, one person after the other, and goes on at the next start. Who
 * was erased is not found again, so everything may be done twice.
 */
@Component
class RetentionRuns implements SmartLifecycle {
    private static final Origin ITSELF = Origin.of("kehu");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ERASED = "erased";
    private static final String REQUESTED = "erasure.requested";

    private final PersonRetention retention;
    private final WhoIsDue whoIsDue;
    private final SecondPerson erasure;
    private final Commands commands;
    private final BusinessClock clock;
    private final Progress progress;
    private final Rounds rounds;
    private volatile boolean running;

    RetentionRuns(
            PersonRetention retention,
            WhoIsDue whoIsDue,
            SecondPerson erasure,
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
        PersonRetention.Told told = retention.told();
        Run open = told.open();
        if (open != null) {
            carryOut(open, whoIsDue.on(clock.today(), told.months(open.number())));
        }
        return null;
    }

    private void carryOut(Run run, WhoIsDue.Found found) {
        String basis = Census.basis(run.number(), run.run());
        Map<String, Integer> came = new HashMap<>();
        int due = found.due().size();
        for (int i = 0; i < due; i++) {
            if (!running) {
                return;
            }
            progress.is(run.run(), due, i);
            came.merge(erase(new CustomerId(found.due().get(i)), basis), 1, Integer::sum);
        }
        Outcome outcome = outcome(found.day(), found.erasures().getOrDefault(basis, 0), came);
        commands.send(
                new FinishRetentionRun(RetentionId.FIRM, run.run(), outcome, clock.now()), ITSELF);
        progress.over();
    }

    /**
     * @param before erased by this run before the program was stopped
     */
    private static Outcome outcome(LocalDate day, int before, Map<String, Integer> came) {
        int all = came.values().stream().mapToInt(Integer::intValue).sum();
        int erased = came.getOrDefault(ERASED, 0), held = came.getOrDefault("customer.held", 0);
        int requested = came.getOrDefault(REQUESTED, 0);
        return new Outcome(
                day,
                before + all,
                before + erased,
                requested,
                held,
                all - erased - requested - held);
    }

    /** What came of it: {@link #ERASED}, or the code of what stood against it. */
    private String erase(CustomerId customer, String basis) {
        try {
            PersonErasure.Asked asked =
                    new PersonErasure.Asked(customer, false, "retention", basis);
            return erasure.erase(asked, ITSELF, PATIENCE).request() == null ? ERASED : REQUESTED;
        } catch (Refusal refusal) {
            return refusal.code();
        }
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
