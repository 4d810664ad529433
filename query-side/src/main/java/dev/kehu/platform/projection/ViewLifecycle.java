package dev.kehu.platform.projection;

import dev.kehu.kernel.History;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Progress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Starts the views before requests are taken and stops them after the last one. A view that has a
 * long history before it and nothing built yet is built in bulk, which is much faster than live.
 */
public final class ViewLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ViewLifecycle.class);
    private static final long BULK_FROM = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Views views;
    private final Rebuild rebuild;
    private final History history;
    private final List<Thread> builds = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    public ViewLifecycle(Views views, Rebuild rebuild, History history) {
        this.views = views;
        this.rebuild = rebuild;
        this.history = history;
    }

    @Override
    public void start() {
        views.open();
        running = true;
        List<String> bulk = new ArrayList<>();
        for (String name : views.names()) {
            RunningView<?> view = views.running(name);
            boolean first = view.view().position() == 0 && history.head() >= BULK_FROM;
            if (!first) view.start();
            if (first || view.view().succession().unfinished().isPresent()) bulk.add(name);
        }
        if (!bulk.isEmpty())
            builds.add(Thread.ofVirtual().name("build-views").start(() -> build(bulk)));
    }

    private void build(List<String> names) {
        try {
            rebuild.rebuild(names, new Logged());
        } catch (RuntimeException failure) {
            LOG.error(
                    "Views {} could not be built in bulk ({}), they follow live",
                    names,
                    failure.getClass().getName());
        }
        for (String name : names) // failed or cancelled
        if (running && !views.running(name).status().running()) views.running(name).start();
    }

    @Override
    public void stop() {
        running = false;
        rebuild.stop(PATIENCE);
        for (Thread build : builds)
            try {
                build.join(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        views.close(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server starts, after it has stopped. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4_096;
    }

    private static final class Logged implements Progress.Listener {
        @Override
        public boolean on(Progress progress) {
            LOG.info(
                    "{}: at {} of {} events, {} events/s, {} s to go{}",
                    progress.view(),
                    progress.done(),
                    progress.total(),
                    progress.perSecond(),
                    progress.remaining().toSeconds(),
                    progress.from() > 0 ? ", gone on with behind " + progress.from() : "");
            return true;
        }

        @Override
        public void compared(Comparison comparison) {
            LOG.info(
                    "View {} is built anew: {} documents as before, {} otherwise",
                    comparison.view(),
                    comparison.same(),
                    comparison.changed());
        }
    }
}
