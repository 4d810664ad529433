package dev.kehu.platform.projection.progress;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The rebuilds under way; no two are about the same view. */
public final class Runs {
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private boolean stopping;

    /** The run itself, now under way, or one that is about some of its views already. */
    public synchronized Run mineOrBefore(Run mine) {
        for (Run run : runs) if (run.isAbout(mine.views())) return run;
        runs.add(mine);
        if (stopping) mine.stop();
        return mine;
    }

    /** One about those of the views no other is about, now under way; empty where there is none. */
    public synchronized Optional<Run> aboutOthers(Set<String> views) {
        Set<String> fresh = new LinkedHashSet<>(views);
        fresh.removeIf(this::isAbout);
        return fresh.isEmpty() ? Optional.empty() : Optional.of(mineOrBefore(new Run(fresh)));
    }

    public void left(Run run) {
        runs.remove(run);
    }

    public boolean isAbout(String view) {
        return runs.stream().anyMatch(run -> run.views().contains(view));
    }

    /** How far each is. */
    public List<Progress> latest() {
        return runs.stream().map(Run::latest).flatMap(Optional::stream).toList();
    }

    /** Views whose rebuild rests. */
    public Set<String> resting() {
        Set<String> resting = new LinkedHashSet<>();
        for (Run run : runs) if (run.rests()) resting.addAll(run.views());
        return resting;
    }

    /**
     * Tells those that are about any of these views.
     *
     * @return the views they are about
     */
    public Set<String> tell(Set<String> views, Consumer<Run> wish) {
        Set<String> about = new LinkedHashSet<>();
        for (Run run : runs)
            if (run.isAbout(views)) {
                wish.accept(run);
                about.addAll(run.views());
            }
        return about;
    }

    /**
     * Has all of them begin anew, as {@link Run#anew}.
     *
     * @return the views they are about; empty where one could not be told
     */
    public Optional<Set<String>> anew(Duration patience) {
        Set<String> about = new LinkedHashSet<>();
        for (Run run : runs) {
            if (!run.anew(patience)) return Optional.empty();
            about.addAll(run.views());
        }
        return Optional.of(about);
    }

    /** Ends them, and lets none begin any more. */
    public void stop(Duration patience) {
        synchronized (this) {
            stopping = true;
            runs.forEach(Run::stop);
        }
        runs.forEach(run -> run.ended(patience));
    }
}
