package dev.kehu.platform.queryside;

import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.Mending;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.privacy.api.Forgetful;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Documents hold texts sealed under the keys that are gone; all that is left is to wait until every
 * view says that the person was erased.
 */
record ErasedInViews(Views views, ViewPositions positions, Rebuild rebuild, ViewStore store)
        implements Forgetful {
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

    /**
     * A text that was read before its key was destroyed, and written to a document since, was
     * sealed with the key of what comes later: what these customers have is folded again, as far as
     * that goes where one is parked.
     */
    @Override
    public void forgetTexts(
            Collection<String> customers, Collection<String> subjects, long position) {
        forget(subjects, position);
        if (!rebuild.underWay().isEmpty()) {
            throw new IllegalStateException("A view is being built, and may have read them");
        }
        for (LiveView<?> view : views.all()) {
            if (!view.projection().texts().isEmpty()) {
                Mending<?> mending = views.mending(view.name());
                customers.forEach(each -> mending.foldAgain(each, Set.copyOf(subjects)));
            }
        }
        rebuild.dropKept(views.names());
        store.commit(); // or a crash would bring back what was there
    }

    @Override
    public boolean remembers(Collection<String> subjects) {
        return false;
    }
}
