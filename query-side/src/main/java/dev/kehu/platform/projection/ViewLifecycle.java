package dev.kehu.platform.projection;

import dev.kehu.kernel.History;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the views before requests are taken and stops them after the last one. A view that has a
 * long history before it and nothing built yet is built in bulk, which is much faster than live.
 */
public final class ViewLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ViewLifecycle.class);
    private static final long BULK_FROM = 5_000;

    private final Views views;
    private final Rebuild rebuild;
    private final History history;
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
        for (String name : views.names()) {
            RunningView<?> view = views.running(name);
            if (view.view().position() == 0 && history.head() >= BULK_FROM)
                Thread.ofVirtual().name("rebuild-" + name).start(() -> build(name, view));
            else view.start();
        }
    }

    private void build(String name, RunningView<?> view) {
        try {
            rebuild.rebuild(name, progress -> running);
        } catch (RuntimeException failure) {
            LOG.error(
                    "View {} could not be built in bulk ({}), it follows live",
                    name,
                    failure.getClass().getName());
            if (running) view.start();
        }
    }

    @Override
    public void stop() {
        running = false;
        views.close();
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
}
