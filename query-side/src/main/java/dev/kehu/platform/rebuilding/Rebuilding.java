package dev.kehu.platform.rebuilding;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.rebuilding.ViewsAnswer.Compared;
import dev.kehu.platform.rebuilding.ViewsAnswer.Ended;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Carries rebuilds out that nobody waits for, and remembers how the last of each view ended. */
@Component
final class Rebuilding {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);

    private final Views views;
    private final Rebuild rebuild;
    private final Map<String, Ended> ended = Collections.synchronizedMap(new TreeMap<>());

    Rebuilding(Views views, Rebuild rebuild) {
        this.views = views;
        this.rebuild = rebuild;
    }

    /**
     * Begins to build views anew, unless they are being built already.
     *
     * @throws Refusal {@code view.unknown}
     */
    void begin(Collection<String> names) {
        requireKnown(names);
        List<String> fresh = names.stream().filter(name -> !rebuild.isRebuilding(name)).toList();
        if (!fresh.isEmpty()) start(fresh, listener -> rebuild.rebuild(fresh, listener));
    }

    /**
     * Begins to go back to the builds that were in use before.
     *
     * @throws Refusal {@code view.unknown}, {@code view.rebuilding}, {@code view.nothing-kept}
     */
    void goBack(Collection<String> names) {
        requireKnown(names);
        if (names.stream().anyMatch(rebuild::isRebuilding))
            throw Refusal.conflict(
                    "view.rebuilding", "A rebuild is under way; wait for it or cancel it");
        Map<String, Long> kept = rebuild.kept();
        for (String name : names)
            if (!kept.containsKey(name))
                throw Refusal.conflict(
                        "view.nothing-kept",
                        "No build of view " + name + " is kept that could answer");
        start(names, listener -> rebuild.back(names, listener));
    }

    private void requireKnown(Collection<String> names) {
        if (!views.names().containsAll(names))
            throw Refusal.unknown("view.unknown", "The views are " + views.names());
    }

    private void start(Collection<String> names, Predicate<Progress.Listener> work) {
        names.forEach(ended::remove);
        Thread.ofPlatform()
                .daemon()
                .name("views-rebuild")
                .start(() -> carryOut(List.copyOf(names), work));
    }

    private void carryOut(List<String> names, Predicate<Progress.Listener> work) {
        Heard heard = new Heard();
        String outcome = "failed";
        try {
            outcome = work.test(heard) ? "done" : "cancelled";
        } catch (RuntimeException failure) {
            LOG.error("A rebuild of {} failed: {}", names, failure.getClass().getName());
        } finally {
            for (String name : names)
                ended.put(name, new Ended(outcome, heard.of(name).map(Compared::of).orElse(null)));
        }
    }

    private static final class Heard implements Progress.Listener {
        private final List<Comparison> comparisons = new CopyOnWriteArrayList<>();

        @Override
        public boolean on(Progress progress) {
            return true;
        }

        @Override
        public void compared(Comparison comparison) {
            comparisons.add(comparison);
        }

        Optional<Comparison> of(String view) {
            return comparisons.stream().filter(each -> each.view().equals(view)).findFirst();
        }
    }

    /** By view, those that somebody has begun here. */
    Map<String, Ended> ended() {
        synchronized (ended) {
            return Map.copyOf(ended);
        }
    }
}
