package dev.kehu.platform.queryside;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.privacy.api.Forgetful;

import java.time.Duration;
import java.util.Collection;

/**
 * Documents hold texts sealed under the keys that are gone; all that is left is to wait until every
 * view says that the person was erased.
 */
record ErasedInViews(Views views, ViewPositions positions) implements Forgetful {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String place() {
        return "views";
    }

    @Override
    public void forget(Collection<String> subjects, long position) {
        if (!positions.await(views.names(), position, PATIENCE)) {
            throw new IllegalStateException("The views have not reached the erasure yet");
        }
    }

    @Override
    public boolean remembers(Collection<String> subjects) {
        return false;
    }
}
