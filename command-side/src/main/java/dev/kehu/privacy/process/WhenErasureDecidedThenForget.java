package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.round.Rounds;
import dev.kehu.platform.state.OpenErasures;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/**
 * What was decided is carried out on a thread of its own, and again at every start until it is
 * finished: every step may be done twice.
 */
@Component
class WhenErasureDecidedThenForget implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WhenErasureDecidedThenForget.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final OpenErasures open;
    private final Forgetting forgetting;
    private final Returned returned;
    private final BusinessClock clock;
    private final Rounds rounds;
    private boolean looked;
    private volatile boolean running;

    WhenErasureDecidedThenForget(
            OpenErasures open, Forgetting forgetting, Returned returned, BusinessClock clock) {
        this.open = open;
        this.forgetting = forgetting;
        this.returned = returned;
        this.clock = clock;
        rounds = new Rounds("erasures", this::go, clock::real);
    }

    void wake() {
        rounds.wake();
    }

    private @Nullable Instant go() {
        boolean failed = false;
        if (!looked) {
            returned.eraseAgain();
            looked = true;
        }
        for (OpenErasures.Open erasure : open.all()) {
            failed |= running && !finished(erasure);
        }
        return failed ? clock.real().plus(PAUSE) : null;
    }

    /** One that cannot be finished yet keeps no other waiting. */
    private boolean finished(OpenErasures.Open erasure) {
        try {
            forgetting.finish(erasure);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("An erasure is not finished and tried again: {}", e.getClass().getName());
            return false;
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
