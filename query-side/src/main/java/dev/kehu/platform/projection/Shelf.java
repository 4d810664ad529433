package dev.kehu.platform.projection;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The builds of a view a store holds: the one in use, the one that was in use before it, and the
 * one under way. Each has a manifest of its own; what has none is thrown away. One thread at a time
 * moves builds, or what is being moved would look as if nobody wanted it.
 *
 * <p>Where every write is durable by itself, a crash between two of them leaves one build with two
 * names: then the one in use counts first, and the one under way before the one that is kept.
 */
final class Shelf {
    private static final String KEPT = ".kept";
    private static final String NEXT = ".next";

    private final ViewStore store;
    private final String view;

    Shelf(ViewStore store, String view) {
        this.store = store;
        this.view = view;
    }

    Optional<Manifest> inUse() {
        return store.manifest(view);
    }

    Optional<Manifest> kept() {
        return store.manifest(view + KEPT)
                .filter(kept -> isAnother(kept, inUse()) && isAnother(kept, next()))
                .map(kept -> kept.as(view));
    }

    /** The one under way, as far as it was written. */
    Optional<Manifest> next() {
        return store.manifest(view + NEXT)
                .filter(next -> isAnother(next, inUse()))
                .map(next -> next.as(view));
    }

    private static boolean isAnother(Manifest one, Optional<Manifest> other) {
        return other.map(Manifest::generation).filter(each -> each == one.generation()).isEmpty();
    }

    /** Called inside the batch that wrote the documents, so that a crash loses both or neither. */
    void remember(Manifest next) {
        store.remember(next.as(view + NEXT));
    }

    synchronized void abandonNext() {
        store.forget(view + NEXT);
        tidy();
    }

    /**
     * Takes a build into use and keeps the one that was. A crash leaves all of it or nothing; where
     * every write is durable by itself, the order leaves a view that answers.
     */
    synchronized void use(Manifest next, Optional<Manifest> before) {
        inOneStep(
                () -> {
                    before.ifPresent(old -> store.remember(old.as(view + KEPT)));
                    store.remember(next);
                    store.forget(view + NEXT);
                });
    }

    /** The kept build becomes the one under way, to be folded on. */
    synchronized void takeUp(Manifest kept) {
        inOneStep(
                () -> {
                    remember(kept);
                    store.forget(view + KEPT);
                });
    }

    /** The one under way is kept instead of taken into use, as far as it was written. */
    synchronized void putBack() {
        Optional<Manifest> next = next();
        inOneStep(
                () -> {
                    next.ifPresent(written -> store.remember(written.as(view + KEPT)));
                    store.forget(view + NEXT);
                });
    }

    synchronized void dropKept() {
        inOneStep(() -> store.forget(view + KEPT));
    }

    private void inOneStep(Runnable writes) {
        ViewStore.Batch batch = store.begin();
        try {
            writes.run();
        } finally {
            batch.close();
        }
        store.commit(); // what is thrown away next must not be in use after a crash
        tidy();
    }

    /** Throws away what a process left that ended within a rebuild or right after a switch. */
    synchronized void tidy() {
        Set<String> wanted = new HashSet<>();
        manifests().forEach(each -> wanted.addAll(new Generation(view, each).collections()));
        next().filter(next -> next.position() == 0)
                .ifPresent(next -> wanted.add(new Generation(view, next.generation()).sweep()));
        for (String each : Generation.of(view, store)) if (!wanted.contains(each)) store.drop(each);
    }

    /** A number no build there is has. */
    long unused() {
        return manifests().mapToLong(Long::longValue).max().orElse(0) + 1;
    }

    private Stream<Long> manifests() {
        return List.of(inUse(), kept(), next()).stream()
                .flatMap(Optional::stream)
                .map(Manifest::generation);
    }
}
