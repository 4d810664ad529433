package dev.kehu.platform.rebuilding;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.Begun;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.projection.progress.Progress.Ending;
import dev.kehu.platform.rebuilding.ViewsAnswer.Compared;
import dev.kehu.platform.rebuilding.ViewsAnswer.Ended;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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
        rebuild.begin(names).ifPresent(this::start);
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
        start(rebuild.beginBack(names));
    }

    private void requireKnown(Collection<String> names) {
        if (!views.names().containsAll(names))
            throw Refusal.unknown("view.unknown", "The views are " + views.names());
    }

    private void start(Begun begun) {
        begun.views().forEach(ended::remove);
        boolean started = false;
        try {
            Thread.ofPlatform().daemon().name("views-rebuild").start(() -> carryOut(begun));
            started = true;
        } finally {
            if (!started) begun.giveUp();
        }
    }

    private void carryOut(Begun begun) {
        try {
            begun.carryOut(new Heard(begun.views()));
        } catch (RuntimeException failure) {
            LOG.error("A rebuild of {} failed: {}", begun.views(), failure.getClass().getName());
        }
    }

    private final class Heard implements Progress.Listener {
        private final Set<String> views;
        private final Set<String> switched = ConcurrentHashMap.newKeySet();
        private final Map<String, Comparison> comparisons = new ConcurrentHashMap<>();

        Heard(Set<String> views) {
            this.views = views;
        }

        @Override
        public boolean on(Progress progress) {
            return true;
        }

        @Override
        public void compared(Comparison comparison) {
            comparisons.put(comparison.view(), comparison);
        }

        @Override
        public void switched(String view) {
            switched.add(view);
        }

        /** Of several, those switched before it ended stay switched. */
        @Override
        public void ended(Ending how) {
            for (String view : views) {
                Ending own = switched.contains(view) ? Ending.DONE : how;
                Comparison found = comparisons.get(view);
                ended.put(
                        view,
                        new Ended(
                                own.name().toLowerCase(Locale.ROOT),
                                found == null ? null : Compared.of(found)));
            }
        }
    }

    /** By view, those that somebody has begun here. */
    Map<String, Ended> ended() {
        synchronized (ended) {
            return Map.copyOf(ended);
        }
    }
}
