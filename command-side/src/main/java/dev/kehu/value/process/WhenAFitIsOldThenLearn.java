package dev.kehu.value.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.round.Patient;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.round.Rounds;
import dev.kehu.value.api.ModelFitEvent.FitRefused;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Once somebody had the models fitted: fits them again when the last attempt, good or refused, is
 * old by the business day. When that is follows from the attempts themselves, so that a restart
 * moves nothing and no second note of it can disagree.
 */
@Component
class WhenAFitIsOldThenLearn implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WhenAFitIsOldThenLearn.class);
    private static final Origin ITSELF = Origin.of("kehu");
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final EventHistory history;
    private final BusinessClock clock;
    private final Learning learning;
    private final Duration every;
    private final Round round;
    private final Rounds rounds;
    private boolean begun;
    private volatile boolean running;

    WhenAFitIsOldThenLearn(
            EventHistory history,
            BusinessClock clock,
            Learning learning,
            @Value("${kehu.value.fit-every:P28D}") Duration every) {
        this.history = history;
        this.clock = clock;
        this.learning = learning;
        this.every = every;
        round = new Patient("fits", LONGEST_PAUSE, this::go, clock::real);
        rounds = new Rounds("fits", round, clock::real);
    }

    Round round() {
        return round;
    }

    /** Not at once: a start has other things to do. */
    private Instant go() {
        if (begun) learnIfDue();
        begun = true;
        return clock.real().plus(every.compareTo(LONGEST_PAUSE) < 0 ? every : LONGEST_PAUSE);
    }

    /**
     * @throws Refusal where no attempt could be recorded: the next look would find the same
     */
    void learnIfDue() {
        List<RecordedEvent> attempts = attempts();
        Instant last = attempts.isEmpty() ? null : when(attempts.getLast());
        if (last == null || clock.now().isBefore(last.plus(every))) return;
        try {
            learning.learn(Optional.empty(), ITSELF);
        } catch (Refusal refusal) {
            if (attempts().size() == attempts.size()) throw refusal;
            LOG.warn("No fit came of the orders, the last good one is used: {}", refusal.code());
        }
    }

    private List<RecordedEvent> attempts() {
        return history.readStream(ModelFitId.FIRM.value());
    }

    private static @Nullable Instant when(RecordedEvent attempt) {
        return switch (attempt.payload()) {
            case ModelsFitted e -> e.occurredAt();
            case FitRefused e -> e.occurredAt();
            default -> null;
        };
    }

    @Override
    public void start() {
        running = true;
        if (!every.isZero()) rounds.start();
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
