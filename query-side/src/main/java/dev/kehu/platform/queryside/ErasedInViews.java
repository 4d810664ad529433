package dev.kehu.platform.queryside;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.Mending;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.privacy.api.Forgetful;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        Set<String> answering = answering();
        if (!answering.isEmpty() && !positions.await(answering, position, PATIENCE)) {
            answering.removeIf(view -> positions.of(view) >= position);
            throw Refusal.conflict(
                    "view.behind",
                    "These views have not read history as far as the erasure: "
                            + answering
                            + "; where they do not go on, health and the log say why");
        }
    }

    /** All but those that have never been built, and whose build rests: they say nothing yet. */
    private Set<String> answering() {
        Set<String> resting = rebuild.resting();
        Set<String> answering = new TreeSet<>(views.names());
        for (LiveView<?> view : views.all())
            if (resting.contains(view.name()) && view.isBlank()) answering.remove(view.name());
        return answering;
    }

    /**
     * A text that was read before its key was destroyed, and written to a document since, was
     * sealed with the key of what comes later: what these customers have is folded again, as far as
     * that goes where one is parked, and builds that are not in use are thrown away.
     */
    @Override
    public void forgetTexts(
            Collection<String> customers, Collection<String> subjects, long position) {
        long epoch = store.epoch();
        List<Long> builds = builds();
        forget(subjects, position);
        rebuild.dropOthers(PATIENCE);
        for (LiveView<?> view : views.all()) {
            if (!view.projection().texts().isEmpty()) {
                Mending<?> mending = views.mending(view.name());
                customers.forEach(each -> mending.foldAgain(each, Set.copyOf(subjects)));
            }
        }
        store.commit(); // or a crash would bring back what was there
        if (!builds.equals(builds()) || store.epoch() != epoch) {
            throw Refusal.conflict(
                    "view.rebuilding",
                    "A view was switched or taken back meanwhile; it is tried again");
        }
    }

    /** Which are in use: what was there before another one is kept. */
    private List<Long> builds() {
        return views.all().stream().map(LiveView::generation).toList();
    }

    @Override
    public boolean remembers(Collection<String> subjects) {
        return false;
    }
}
