package dev.kehu.interaction.process;

import dev.kehu.platform.commandbus.OwnThread;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.HeldDeliveries;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What waited for a customer code is recorded once the code is claimed. Sent outside any unit of
 * work, on a thread of its own; after a crash the whole list is gone through again. Releasing what
 * is released already changes nothing.
 */
@Component
class WhenCodeClaimedThenReleaseDeliveries implements SmartLifecycle {
    private static final Logger LOG =
            LoggerFactory.getLogger(WhenCodeClaimedThenReleaseDeliveries.class);
    private static final int PAGE = 500;

    private final HeldDeliveries held;
    private final EventHistory history;
    private final ObjectProvider<Releasing> releasing;
    private final ScheduledExecutorService thread = OwnThread.named("release");
    private volatile boolean running;

    WhenCodeClaimedThenReleaseDeliveries(
            HeldDeliveries held, EventHistory history, ObjectProvider<Releasing> releasing) {
        this.held = held;
        this.history = history;
        this.releasing = releasing;
    }

    void wake(String stream) {
        attempt(() -> held.waitingFor(stream).forEach(this::release));
    }

    private void release(HeldDeliveries.Held delivery) {
        String stream = delivery.waitsFor();
        if (running && stream != null && history.at(stream, 0).isPresent()) {
            releasing.getObject().release(delivery.id());
        }
    }

    /** Whatever went wrong, the same is tried again: what is released by then is passed over. */
    private void attempt(Runnable work) {
        thread.execute(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Releasing is tried again: {}", e.getClass().getName());
                        if (running) {
                            thread.schedule(() -> attempt(work), 1, TimeUnit.SECONDS);
                        }
                    }
                });
    }

    @Override
    public void start() {
        running = true;
        attempt(() -> releaseAfter(0));
    }

    private void releaseAfter(long position) {
        List<HeldDeliveries.Held> page = held.after(position, PAGE);
        page.forEach(this::release);
        if (running && page.size() == PAGE) {
            attempt(() -> releaseAfter(page.getLast().position()));
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
