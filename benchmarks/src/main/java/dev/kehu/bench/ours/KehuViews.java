package dev.kehu.bench.ours;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewLifecycle;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Views over a store, put together as the program does it, with nothing else beside them. They
 * stand still but while they catch up.
 */
public final class KehuViews implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final KehuStore events;
    private final WatchedStore store;
    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext();
    private final List<Projection<?>> projections = new ArrayList<>();
    private long reached;

    private KehuViews(KehuStore events, Path file) {
        this.events = events;
        store = new WatchedStore(EmbeddedViewStore.open(file, EmbeddedViewStore.COMMIT_EVERY));
    }

    /**
     * The views with these names over what is in the store, at its head; all there are when none is
     * named.
     */
    public static KehuViews over(KehuStore events, Path file, Collection<String> names) {
        KehuViews views = new KehuViews(events, file);
        try {
            views.wire();
            for (Projection<?> each : views.context.getBeansOfType(Projection.class).values()) {
                if (names.isEmpty() || names.contains(each.name())) {
                    views.projections.add(each);
                }
            }
            views.catchUp();
            return views;
        } catch (RuntimeException e) {
            views.close();
            throw e;
        }
    }

    private void wire() {
        context.getBeanFactory()
                .setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(History.class, events::history);
        context.registerBean(Vault.class, events::vault);
        context.registerBean(
                EventStore.class, events::store, outlives -> outlives.setDestroyMethodName(""));
        context.registerBean(
                ViewStore.class, () -> store, outlives -> outlives.setDestroyMethodName(""));
        context.registerBean(CustomerLookup.class, Nobody::new);
        context.registerBean("lifecycleProcessor", LifecycleProcessor.class, Still::new);
        context.scan(
                "dev.kehu.customer.view",
                "dev.kehu.interaction.view",
                "dev.kehu.value.view",
                "dev.kehu.audit.view",
                "dev.kehu.platform.queryside");
        context.refresh();
    }

    public List<Projection<?>> projections() {
        return List.copyOf(projections);
    }

    /**
     * Starts the views, live, and stops them at the head.
     *
     * @return events a second, from when the last of them was open
     */
    public double catchUp() {
        ViewPositions positions = new ViewPositions();
        AtomicLong opened = new AtomicLong();
        AtomicInteger left = new AtomicInteger(projections.size());
        positions.listen(
                view -> {
                    if (left.decrementAndGet() == 0) {
                        opened.set(System.nanoTime());
                    }
                });
        History history = events.history();
        long head = history.head();
        Views views = views(positions);
        ViewLifecycle running =
                new ViewLifecycle(views, new Rebuild(views, history, System::nanoTime), history);
        running.start();
        try {
            reach(positions, head);
            double perSecond = (head - reached) * 1e9 / (System.nanoTime() - opened.get());
            reached = head;
            return perSecond;
        } finally {
            running.stop();
        }
    }

    /**
     * Builds the views anew beside themselves, then switches.
     *
     * @return events of the whole history a second
     */
    public double rebuild() {
        ViewPositions positions = new ViewPositions();
        History history = events.history();
        Views views = views(positions);
        Rebuild rebuild = new Rebuild(views, history, System::nanoTime);
        ViewLifecycle running = new ViewLifecycle(views, rebuild, history);
        running.start();
        try {
            reach(positions, history.head());
            List<String> names = projections.stream().<String>map(Projection::name).toList();
            long start = System.nanoTime();
            if (!rebuild.rebuild(names, progress -> true)) {
                throw new IllegalStateException("The rebuild was cancelled");
            }
            return history.head() * 1e9 / (System.nanoTime() - start);
        } finally {
            running.stop();
        }
    }

    private static void reach(ViewPositions positions, long head) {
        if (!positions.await(head, PATIENCE)) {
            throw new IllegalStateException("The views do not reach the head");
        }
    }

    private Views views(ViewPositions positions) {
        return new Views(
                projections,
                store,
                events.history(),
                events.vault(),
                events.store(),
                positions,
                context.getBean(ViewSettings.class));
    }

    /** Catches up and answers what was written meanwhile, in its order. */
    public List<Bulk> written() {
        return store.noted(this::catchUp);
    }

    /** The documents. */
    public ViewStore store() {
        return store;
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }

    /** Nothing is started by itself. */
    private static final class Still implements LifecycleProcessor {
        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }

    /** Only lists ask for it. */
    private static final class Nobody implements CustomerLookup {
        @Override
        public boolean isErased(CustomerId customer) {
            return false;
        }

        @Override
        public Optional<CustomerId> byCode(String code) {
            return Optional.empty();
        }

        @Override
        public Optional<CustomerId> byContact(String text) {
            return Optional.empty();
        }
    }
}
