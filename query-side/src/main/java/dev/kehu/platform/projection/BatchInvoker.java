package dev.kehu.platform.projection;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.EventBytes;
import dev.kehu.platform.projection.LiveView.Folded;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the events of a unit of work and folds them together when it is about to commit, or
 * earlier, as far as they are, when they are large: what is written then stays, for the view knows
 * its position itself. It takes every event, whether the view cares or not: a view that skipped
 * some would trail by seconds.
 */
final class BatchInvoker<D extends ViewDocument> implements EventHandlerInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInvoker.class);

    /** About how much of history is held to be folded, a view. */
    static final long BYTES = 8 << 20;

    private final LiveView<D> view;
    private final String resource;
    private volatile boolean standsStill;

    BatchInvoker(LiveView<D> view) {
        this.view = view;
        this.resource = "batch of view " + view.name();
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return true;
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
        unit.getOrComputeResource(resource, key -> begin(unit)).add(RecordedMessages.of(message));
    }

    /** A reset by Axon would bypass the manifest: views are rebuilt by {@link Rebuild}. */
    @Override
    public boolean supportsReset() {
        return false;
    }

    private Gathered begin(UnitOfWork<?> unit) {
        Gathered gathered = new Gathered();
        unit.onPrepareCommit(u -> gathered.flush());
        unit.onCommit(u -> gathered.remember());
        unit.afterCommit(u -> gathered.committed());
        unit.onRollback(this::failed);
        unit.onCleanup(u -> gathered.close());
        return gathered;
    }

    private void committed(Folded<D> folded) {
        view.committed(folded);
        if (standsStill) LOG.info("View {} goes on", view.name());
        standsStill = false;
    }

    /** Said once, and not at every try: a store that is away for an hour fails thousands. */
    private void failed(UnitOfWork<?> unit) {
        view.failed();
        if (standsStill) return;
        standsStill = true;
        LOG.warn("View {} stands still, and tries again: {}", view.name(), why(unit));
    }

    private static String why(UnitOfWork<?> unit) {
        Throwable cause = unit.getExecutionResult().getExceptionResult();
        while (cause.getCause() != null && !(cause instanceof ViewStoreFailure))
            cause = cause.getCause();
        return cause instanceof ViewStoreFailure failure
                ? failure.code()
                : cause.getClass().getName();
    }

    /** The view's batch is open from the first load until after the manifest is written. */
    private final class Gathered {
        private final List<RecordedEvent> events = new ArrayList<>();
        private ViewStore.@Nullable Batch open;
        private @Nullable Folded<D> folded;
        private long bytes;

        /** The last event is never folded here, so that there is one when the unit commits. */
        void add(RecordedEvent event) {
            if (bytes >= BYTES) foldEarly();
            bytes += EventBytes.of(event);
            events.add(event);
        }

        private void foldEarly() {
            flush();
            remember();
            committed();
            close();
            events.clear();
            bytes = 0;
        }

        void flush() {
            open = view.begin();
            folded = view.flush(events);
        }

        void remember() {
            view.remember(folded());
        }

        void committed() {
            BatchInvoker.this.committed(folded());
        }

        private Folded<D> folded() {
            if (folded == null) throw new IllegalStateException("The batch was not folded");
            return folded;
        }

        void close() {
            if (open != null) open.close();
            open = null;
        }
    }
}
