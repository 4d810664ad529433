package dev.kehu.privacy.process.retention;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.platform.saga.Happening;
import dev.kehu.platform.saga.Happening.Accepted;
import dev.kehu.platform.saga.Happening.Due;
import dev.kehu.platform.saga.Happening.Occurred;
import dev.kehu.platform.saga.Happening.Refused;
import dev.kehu.platform.saga.Keys;
import dev.kehu.platform.saga.Process;
import dev.kehu.platform.saga.Steps;
import dev.kehu.privacy.api.RetentionCommand.BeginRetentionRun;
import dev.kehu.privacy.api.RetentionEvent;
import dev.kehu.privacy.api.RetentionEvent.RetentionPrescribed;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunBegun;
import dev.kehu.privacy.api.RetentionEvent.RetentionRunFinished;
import dev.kehu.privacy.api.RetentionId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Begins a run a day after periods were laid down, and a day after each run ended. The first day is
 * there to look at what would be due, and to mend a period that is too short.
 */
@Component
public class WhenRetentionPrescribedThenRun
        implements Process<WhenRetentionPrescribedThenRun.Runs> {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String RUN = "run";

    /**
     * @param asked how many runs were asked for
     * @param last when the last of them was due; null where none was
     */
    public record Runs(int asked, @Nullable Instant last) {}

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Set<Class<? extends DomainEvent>> hears() {
        return Set.of(RetentionEvent.class);
    }

    @Override
    public Set<Class<?>> sends() {
        return Set.of(BeginRetentionRun.class);
    }

    @Override
    public Keys associate(DomainEvent event) {
        String id = ((RetentionEvent) event).retentionId().value();
        return event instanceof RetentionPrescribed ? Keys.starting(id) : Keys.of(id);
    }

    @Override
    public Runs start() {
        return new Runs(0, null);
    }

    @Override
    public Steps<Runs> next(Runs runs, Happening happening) {
        return switch (happening) {
            case Occurred(RetentionPrescribed e, long position) -> tomorrow(runs, e.occurredAt());
            case Occurred(RetentionRunBegun e, long position) -> Steps.to(runs).cancel(RUN);
            case Occurred(RetentionRunFinished e, long position) -> tomorrow(runs, e.occurredAt());
            case Occurred other -> Steps.to(runs);
            case Due due -> {
                Runs more = new Runs(runs.asked() + 1, due.at());
                yield Steps.to(more)
                        .send(
                                RUN + "-" + more.asked(),
                                new BeginRetentionRun(RetentionId.FIRM, due.at()));
            }
            case Accepted(var step, var ids) -> Steps.to(runs);
            case Refused(var step, var code) when code.equals("retention.running") ->
                    Steps.to(runs); // its end is heard
            case Refused other ->
                    runs.last() == null ? Steps.to(runs) : tomorrow(runs, runs.last());
        };
    }

    private static Steps<Runs> tomorrow(Runs runs, Instant at) {
        return Steps.to(runs).wakeAt(RUN, at.plus(DAY));
    }
}
