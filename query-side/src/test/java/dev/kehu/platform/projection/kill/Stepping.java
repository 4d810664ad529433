package dev.kehu.platform.projection.kill;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.world.RelayStore;

import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;

/** A store that tells of every step before it changes anything, and after. */
final class Stepping extends RelayStore {
    private final ViewStore store;
    private final BiConsumer<String, Boolean> before;

    Stepping(ViewStore store, BiConsumer<String, Boolean> before) {
        this.store = store;
        this.before = before;
    }

    @Override
    protected ViewStore store() {
        return store;
    }

    private void step(String what, Runnable work) {
        before.accept(what, true);
        work.run();
        before.accept(what, false);
    }

    @Override
    public Set<String> save(String collection, Collection<Change> changes) {
        before.accept("save " + collection, true);
        Set<String> conflicts = store.save(collection, changes);
        before.accept("save " + collection, false);
        return conflicts;
    }

    @Override
    public void drop(String collection) {
        step("drop " + collection, () -> store.drop(collection));
    }

    @Override
    public void remember(Manifest manifest) {
        step(
                "remember " + manifest.view() + " " + manifest.generation(),
                () -> store.remember(manifest));
    }

    @Override
    public void forget(String view) {
        step("forget " + view, () -> store.forget(view));
    }

    @Override
    public void commit() {
        step("commit", store::commit);
    }
}
