package dev.kehu.privacy.process;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.round.Rounds;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.privacy.process.standing.Obstacles;
import dev.kehu.privacy.process.standing.Obstacles.Step;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What was decided is carried out on threads of its own, and again at every start until it is
 * finished: every step may be done twice.
 */
@Component
class WhenErasureDecidedThenForget implements SmartLifecycle {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final OpenErasures open;
    private final Forgetting forgetting;
    private final LateKeys lateKeys;
    private final Returned returned;
    private final Obstacles obstacles;
    private final BusinessClock clock;
    private final Rounds destroying;
    private final Rounds finishing;
    private boolean looked;
    private volatile boolean running;

    WhenErasureDecidedThenForget(
            OpenErasures open,
            Forgetting forgetting,
            LateKeys lateKeys,
            Returned returned,
            Obstacles obstacles,
            BusinessClock clock) {
        this.open = open;
        this.forgetting = forgetting;
        this.lateKeys = lateKeys;
        this.returned = returned;
        this.obstacles = obstacles;
        this.clock = clock;
        destroying = new Rounds("erasures", this::destroy, clock::real);
        finishing = new Rounds("forgetting", this::finish, clock::real);
    }

    void wake() {
        destroying.wake();
    }

    /** On a thread of its own, so that no store that is slow to forget one keeps another's keys. */
    private @Nullable Instant destroy() {
        Instant again = each(this::destroyKeys);
        finishing.wake();
        if (!looked) {
            returned.eraseAgain();
            looked = true;
        }
        Instant old = forgetting.forgetOld();
        return old == null || again != null && again.isBefore(old) ? again : old;
    }

    private void destroyKeys(OpenErasures.Open erasure) {
        tried(
                Step.KEYS,
                erasure,
                lateKeys.concern(erasure) ? lateKeys::destroy : forgetting::destroyKeys);
    }

    /**
     * Every store forgets all people there are, those too who come meanwhile, before the files are
     * searched for the next one of them: a search takes as long as the files are large.
     */
    private @Nullable Instant finish() {
        Set<String> tried = new HashSet<>();
        Consumer<OpenErasures.Open> once =
                erasure -> {
                    if (tried.add(erasure.id())) {
                        forget(erasure);
                    }
                };
        Instant again = each(once);
        Instant later =
                each(
                        erasure -> {
                            each(once); // who fails here wakes another round, having just come
                            finish(erasure);
                        });
        return again == null ? later : again;
    }

    private void forget(OpenErasures.Open erasure) {
        tried(
                Step.STORES,
                erasure,
                lateKeys.concern(erasure) ? lateKeys::forget : forgetting::forget);
    }

    private void finish(OpenErasures.Open erasure) {
        if (!lateKeys.concern(erasure)) {
            tried(Step.END, erasure, forgetting::finish);
        }
    }

    private void tried(Step step, OpenErasures.Open erasure, Consumer<OpenErasures.Open> work) {
        obstacles.tried(erasure.id(), step, clock.real(), () -> work.accept(erasure));
    }

    private @Nullable Instant each(Consumer<OpenErasures.Open> step) {
        boolean failed = false;
        for (OpenErasures.Open erasure : open.all()) {
            failed |= running && !done(step, erasure);
        }
        return failed ? clock.real().plus(PAUSE) : null;
    }

    /** One that cannot be finished yet keeps no other waiting. */
    private static boolean done(Consumer<OpenErasures.Open> step, OpenErasures.Open erasure) {
        try {
            step.accept(erasure);
            return true;
        } catch (RuntimeException | Error e) {
            if (Rounds.fatal(e)) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void start() {
        running = true;
        destroying.start();
        finishing.start();
    }

    @Override
    public void stop() {
        running = false;
        destroying.stop();
        finishing.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
