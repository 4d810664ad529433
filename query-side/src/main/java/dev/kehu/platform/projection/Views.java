package dev.kehu.platform.projection;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All views of this process: opened, kept up to date and closed together. */
public final class Views {
    private static final Logger LOG = LoggerFactory.getLogger(Views.class);
    private final Map<String, RunningView<?>> running = new LinkedHashMap<>();
    private final Map<Projection<?>, LiveView<?>> live = new LinkedHashMap<>();
    private final ViewStore store;
    private final History history;
    private final ViewSettings settings;
    private final Vault vault;
    private final ScheduledExecutorService coordinator = threads(1, "views-coordinator");
    private final ScheduledExecutorService workers = threads(2, "views-worker");

    public Views(
            List<? extends Projection<?>> projections,
            ViewStore store,
            History history,
            Vault vault,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ViewPositions positions,
            ViewSettings settings) {
        this.store = store;
        this.history = history;
        this.settings = settings;
        this.vault = vault;
        for (Projection<?> projection : projections) add(projection, vault, source, positions);
    }

    private <D extends ViewDocument> void add(
            Projection<D> projection,
            Vault vault,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ViewPositions positions) {
        LiveView<D> view = new LiveView<>(projection, store, history, vault, positions, settings);
        String id = history.storeId();
        RunningView<D> runs = new RunningView<>(view, id, source, coordinator, workers, settings);
        if (running.put(view.name(), runs) != null)
            throw new IllegalStateException("Two views are called " + view.name());
        live.put(projection, view);
    }

    /** Names of all views, in a fixed order. */
    public Collection<String> names() {
        return running.keySet();
    }

    public List<ViewStatus> status() {
        return running.values().stream().map(RunningView::status).toList();
    }

    /** Views that did not fit what is stored when they were opened, and why. */
    public Map<String, String> anew() {
        Map<String, String> reasons = new LinkedHashMap<>();
        all().forEach(view -> view.anew().ifPresent(why -> reasons.put(view.name(), why)));
        return reasons;
    }

    /** Subjects whose events a view could not fold. */
    public List<Parked> parked() {
        return live.values().stream()
                .flatMap(view -> view.parked().stream())
                .sorted(Comparator.comparing(Parked::view).thenComparing(Parked::subject))
                .toList();
    }

    /**
     * What mends documents of one view.
     *
     * @throws Refusal {@code view.unknown}
     */
    public Mending<?> mending(String view) {
        if (!running.containsKey(view))
            throw Refusal.unknown("view.unknown", "The views are " + names());
        return running(view).view().mending();
    }

    /** The views themselves, in the order of their names. */
    public Collection<LiveView<?>> all() {
        return live.values();
    }

    /** How many events the slowest view is behind the store. */
    public long behind() {
        long slowest = slowest();
        return Math.max(0, history.head() - slowest);
    }

    /** Position every view has reached. */
    public long slowest() {
        return live.values().stream().mapToLong(LiveView::position).min().orElse(0);
    }

    /** The view of a projection, for reading. */
    @SuppressWarnings("unchecked") // add() pairs them
    public <D extends ViewDocument> LiveView<D> of(Projection<D> projection) {
        LiveView<?> view = live.get(projection);
        if (view == null) throw new IllegalArgumentException("No such view: " + projection.name());
        return (LiveView<D>) view;
    }

    ViewSettings settings() {
        return settings;
    }

    Vault vault() {
        return vault;
    }

    RunningView<?> running(String name) {
        RunningView<?> view = running.get(name);
        if (view == null) throw new IllegalArgumentException("No such view: " + name);
        return view;
    }

    /** Checks every view against the history; none moves before its processor starts. */
    void open() {
        live.values().forEach(LiveView::open);
        long every = RunningView.CLAIM_MILLIS;
        coordinator.scheduleWithFixedDelay(this::revive, every, every, TimeUnit.MILLISECONDS);
    }

    private void revive() {
        if (store.failed() || live.values().stream().anyMatch(LiveView::takenBack)) takeUp();
        for (RunningView<?> view : running.values())
            try {
                view.revive();
            } catch (RuntimeException stopping) {
                LOG.debug(
                        "View {} could not be taken up again: {}",
                        view.view().name(),
                        stopping.getClass().getName());
            }
    }

    /** Everything written since the last commit is gone: each view goes back to its manifest. */
    private void takeUp() {
        List<LiveView<?>> held = new ArrayList<>();
        try {
            for (LiveView<?> view : live.values()) {
                view.work().lock();
                held.add(view);
            }
            live.values().stream().filter(this::isBehind).forEach(LiveView::forgetPosition);
            store.reopen();
            running.values().forEach(this::takeUp);
        } catch (ViewStoreFailure again) {
            LOG.warn("The view store cannot be opened, trying again: {}", again.getMessage());
        } finally {
            held.forEach(view -> view.work().unlock());
        }
    }

    private boolean isBehind(LiveView<?> view) {
        return store.failed() || view.takenBack();
    }

    private void takeUp(RunningView<?> view) {
        if (!view.view().takenBack()) return;
        try {
            view.view().open();
            view.rewind();
            LOG.warn("View {} was taken up at its last commit", view.view().name());
        } catch (RuntimeException again) {
            LOG.warn(
                    "View {} cannot be taken up, trying again: {}",
                    view.view().name(),
                    again.getClass().getName());
        }
    }

    void close(Duration patience) {
        CompletableFuture<?>[] stopping =
                running.values().stream()
                        .map(RunningView::stopping)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(stopping).orTimeout(patience.toNanos(), NANOSECONDS).join();
            List.of(coordinator, workers).forEach(ScheduledExecutorService::shutdown);
            store.commit();
        } catch (CompletionException late) {
            LOG.warn("Views did not stop in time; they go on from their last commit");
            List.of(coordinator, workers).forEach(ScheduledExecutorService::shutdownNow);
        }
    }

    private static ScheduledExecutorService threads(int count, String name) {
        return Executors.newScheduledThreadPool(
                count, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }
}
