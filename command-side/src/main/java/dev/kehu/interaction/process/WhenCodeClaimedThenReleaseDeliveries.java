package dev.kehu.interaction.process;

import dev.kehu.platform.commandbus.OwnThread;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoreUnavailable;
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
    private static final int ALL = Integer.MAX_VALUE;

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
        thread.execute(() -> release(held.waitingFor(stream)));
    }

    private void release(List<HeldDeliveries.Held> waiting) {
        for (HeldDeliveries.Held delivery : waiting) {
            if (running
                    && delivery.waitsFor() != null
                    && history.at(delivery.waitsFor(), 0).isPresent()) {
                try {
                    releasing.getObject().release(delivery.id());
                } catch (StoreUnavailable e) {
                    thread.schedule(() -> release(List.of(delivery)), 1, TimeUnit.SECONDS);
                } catch (RuntimeException e) {
                    LOG.error(
                            "A delivery could not be released and stays held: {}",
                            e.getClass().getName());
                }
            }
        }
    }

    @Override
    public void start() {
        running = true;
        thread.execute(() -> release(held.after(0, ALL)));
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
