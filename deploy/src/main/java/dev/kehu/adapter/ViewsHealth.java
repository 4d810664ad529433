package dev.kehu.adapter;

import dev.kehu.kernel.History;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Views are well when their store takes writes, none is stopped unless it is being rebuilt, and
 * none stands still while events wait for it; how far each has come is compared with the store,
 * never taken from a processor's word.
 */
@Component
class ViewsHealth implements HealthIndicator {
    private static final String PROBE = "health";
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Supplier<List<ViewStatus>> views;
    private final LongSupplier head;
    private final Predicate<String> rebuilding;
    private final Supplier<Map<String, String>> anew;
    private final Runnable storeProbe;
    private final LongSupplier nanoClock;
    private final Map<String, Standing> standing = new ConcurrentHashMap<>();

    @Autowired
    ViewsHealth(Views views, Rebuild rebuild, History history, ViewStore store) {
        this(
                views::status,
                history::head,
                rebuild::isRebuilding,
                views::anew,
                () -> {
                    store.begin().close(); // refused once a commit has failed
                    store.manifest(PROBE); // a server has to answer
                },
                System::nanoTime);
    }

    ViewsHealth(
            Supplier<List<ViewStatus>> views,
            LongSupplier head,
            Predicate<String> rebuilding,
            Supplier<Map<String, String>> anew,
            Runnable storeProbe,
            LongSupplier nanoClock) {
        this.views = views;
        this.head = head;
        this.rebuilding = rebuilding;
        this.anew = anew;
        this.storeProbe = storeProbe;
        this.nanoClock = nanoClock;
    }

    /** How far a view had come, and since when it has not moved or had nothing to do. */
    private record Standing(long position, long since) {}

    @Override
    public Health health() {
        long newest = head.getAsLong();
        Health.Builder health = Health.up().withDetail("head", newest);
        List<String> ill = new ArrayList<>();
        try {
            storeProbe.run();
        } catch (ViewStoreFailure failure) {
            ill.add("the view store fails: " + failure.code());
        } catch (RuntimeException failure) {
            ill.add("the view store fails: " + failure.getClass().getSimpleName());
        }
        long behind = 0, parked = 0;
        for (ViewStatus view : views.get()) {
            health.withDetail(view.name(), view.position());
            behind = Math.max(behind, newest - view.position());
            parked += view.parked();
            boolean stuck = stuck(view, newest);
            if (rebuilding.test(view.name())) continue;
            if (!view.running()) ill.add(view.name() + " is stopped");
            else if (stuck) ill.add(view.name() + " does not move");
        }
        health.withDetail("behind", behind).withDetail("parked", parked);
        Map<String, String> reasons = anew.get();
        if (!reasons.isEmpty()) health.withDetail("builtAnew", reasons);
        return ill.isEmpty() ? health.build() : health.down().withDetail("ill", ill).build();
    }

    private boolean stuck(ViewStatus view, long newest) {
        long now = nanoClock.getAsLong();
        Standing fresh = new Standing(view.position(), now);
        Standing kept =
                standing.compute(
                        view.name(),
                        (name, last) ->
                                last == null
                                                || last.position() != view.position()
                                                || view.position() >= newest
                                        ? fresh
                                        : last);
        return now - kept.since() > PATIENCE_NANOS;
    }
}
