package dev.kehu.lifecycle.command;

import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.platform.round.Patient;
import dev.kehu.platform.round.Rounds;
import dev.kehu.platform.saga.LivingSagas;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads the measuring book from the start on while a project goes on, so that no command has to
 * wait for all of history. A firm without a project pays nothing.
 */
@Component
final class ReadingAhead implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final MeasuringBook book;
    private final LivingSagas sagas;
    private final Clock clock;
    private final Rounds rounds;
    private volatile boolean running;

    ReadingAhead(MeasuringBook book, LivingSagas sagas, Clock clock) {
        this.book = book;
        this.sagas = sagas;
        this.clock = clock;
        this.rounds =
                new Rounds("measures", new Patient("measures", EVERY, this::round, clock), clock);
    }

    Instant round() {
        if (!sagas.keys(ImplementationId.PROCESS).isEmpty()) book.catchUp(() -> running);
        return clock.instant().plus(EVERY);
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
