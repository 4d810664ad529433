package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.RelayStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.Tally;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica set whose majority is away: writes are kept by the primary, or are rolled back. */
@Timeout(60)
class UnconfirmedTest {
    private static final String A = "customer-a", DAY = "1997-01-02";

    private final Hesitant store = new Hesitant(EmbeddedViewStore.inMemory());
    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final World world = new World(story, store, 5, Tally.class);

    @AfterEach
    void close() {
        world.close();
    }

    /** Reads see what a majority has; what is written is not confirmed while it is away. */
    private static final class Hesitant extends RelayStore {
        private final ViewStore store;
        private final Map<String, Map<String, BsonDocument>> majority = new HashMap<>();
        final AtomicInteger tried = new AtomicInteger();
        private boolean away;

        Hesitant(ViewStore store) {
            this.store = store;
        }

        @Override
        protected ViewStore store() {
            return store;
        }

        synchronized void lose() {
            away = true;
        }

        /** The members are back, and have what the primary has, or elected another one. */
        synchronized void comeBack(boolean keeps) {
            away = false;
            if (!keeps) majority.forEach(this::rollBack);
            majority.clear();
        }

        private void rollBack(String collection, Map<String, BsonDocument> before) {
            store.remove(collection, before.keySet());
            List<BsonDocument> old =
                    before.values().stream().filter(each -> !each.isEmpty()).toList();
            store.insert(collection, old);
        }

        @Override
        public synchronized Set<String> save(String collection, Collection<Change> changes) {
            if (!away) return super.save(collection, changes);
            if (collection.startsWith("tally")) tried.incrementAndGet();
            List<String> ids = changes.stream().map(Change::id).toList();
            Map<String, BsonDocument> before = super.load(collection, ids);
            var known = majority.computeIfAbsent(collection, any -> new HashMap<>());
            for (String id : ids)
                known.putIfAbsent(id, before.getOrDefault(id, new BsonDocument()));
            Set<String> conflicts = super.save(collection, changes);
            if (!conflicts.isEmpty()) return conflicts;
            throw new ViewStoreFailure("viewstore.unconfirmed", "as the test asked");
        }

        @Override
        public synchronized Map<String, BsonDocument> load(
                String collection, Collection<String> ids) {
            Map<String, BsonDocument> known = majority.getOrDefault(collection, Map.of());
            Map<String, BsonDocument> found = new HashMap<>(super.load(collection, ids));
            for (String id : ids)
                if (known.containsKey(id)) {
                    found.remove(id);
                    if (!known.get(id).isEmpty()) found.put(id, known.get(id));
                }
            return found;
        }
    }

    private long count() {
        return world.views().of(world.get(Tally.class)).find(A).map(Tally.Marks::count).orElse(0L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesAreFoldedAgainAndCountOnce(boolean kept) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 7; i++) told.add(given.orders(A, DAY, "1.00"));
        world.settled();
        store.lose();
        for (int i = 0; i < 13; i++) told.add(given.orders(A, DAY, "1.00"));
        await().until(() -> store.tried.get() > 3);
        assertThat(count()).as("what a majority has").isEqualTo(7);
        assertThat(world.views().of(world.get(Tally.class)).position()).isEqualTo(7);
        store.comeBack(kept);
        world.settled();
        assertThat(count()).isEqualTo(told.size());
    }

    @Test
    void areTheCauseNamedWhereAnOlderDocumentIsReadMeanwhile() {
        given.orders(A, DAY, "1.00");
        world.settled().stop();
        LiveView<Tally.Marks> view = world.views().of(world.get(Tally.class));
        given.orders(A, DAY, "1.00");
        store.lose();
        assertThatThrownBy(() -> flushed(view)).isInstanceOf(ViewStoreFailure.class);
        view.failed();
        assertThatThrownBy(() -> flushed(view))
                .hasMessageContaining("somebody else")
                .cause()
                .extracting("code")
                .isEqualTo("viewstore.unconfirmed");
        store.comeBack(true);
        flushed(view);
        assertThat(count()).isEqualTo(2);
    }

    private void flushed(LiveView<Tally.Marks> view) {
        ViewStore.Batch batch = view.begin();
        try {
            view.flush(story.readAfter(1, 1));
        } finally {
            batch.close();
        }
    }

    @Test
    void nobodyIsParkedForThem() {
        store.lose();
        given.orders(A, DAY, "1.00");
        await().until(() -> store.tried.get() > 3);
        assertThat(world.views().parked()).isEmpty();
        store.comeBack(true);
        world.settled();
        assertThat(count()).isEqualTo(1);
    }
}
