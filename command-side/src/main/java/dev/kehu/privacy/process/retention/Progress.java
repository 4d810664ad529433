package dev.kehu.privacy.process.retention;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the run under way has come. Safe for any thread. */
@Component
public class Progress {
    private volatile @Nullable Done done;

    /** So many of those due. */
    public record Done(int run, int of, int done) {}

    void is(int run, int of, int count) {
        done = new Done(run, of, count);
    }

    void over() {
        done = null;
    }

    @Nullable Done done() {
        return done;
    }
}
