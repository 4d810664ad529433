package dev.kehu.audit.command;

import dev.kehu.audit.api.ParkedStepCommand.RetryParkedStep;
import dev.kehu.audit.api.ParkedStepCommand.SkipParkedStep;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadletter.Witness;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Witnesses by a command, so that what was decided is an event with its actor. */
@Component
class RecordedDecisions implements Witness {
    private final Commands commands;
    private final BusinessClock clock;

    RecordedDecisions(Commands commands, BusinessClock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public long retried(long id, Origin by, @Nullable String reason) {
        return commands.send(new RetryParkedStep(id, reason, clock.now()), by).position();
    }

    @Override
    public long skipped(long id, Origin by, @Nullable String reason) {
        return commands.send(new SkipParkedStep(id, reason, clock.now()), by).position();
    }
}
