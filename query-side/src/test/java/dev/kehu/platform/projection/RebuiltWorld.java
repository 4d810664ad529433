package dev.kehu.platform.projection;

import dev.kehu.platform.projection.EngineTest.Count;
import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.projection.compare.Comparison;
import dev.kehu.platform.projection.progress.Progress;
import dev.kehu.platform.viewstore.ViewStore.Change;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A world with a view that counts, which is rebuilt; what is told of that is kept. */
@Timeout(60)
abstract class RebuiltWorld {
    static final String A = "customer-a", B = "customer-b", C = "customer-c", DAY = "1997-01-02";

    final World world = World.fresh(50, Counts.class);
    final Story story = world.story;
    final Scenario given = new Scenario(story);
    final Told told = new Told();

    @AfterEach
    void close() {
        world.close();
    }

    Rebuild rebuild() {
        return world.get(Rebuild.class);
    }

    LiveView<Count> counts() {
        return world.views().of(world.get(Counts.class));
    }

    long count(String customer) {
        return counts().find(customer).map(Count::count).orElse(0L);
    }

    void orders(String... customers) {
        for (String customer : customers) given.orders(customer, DAY, "1.00");
        world.settled();
    }

    void change(String collection, String id, String field, BsonValue value) {
        BsonDocument stored = world.store.load(collection, List.of(id)).get(id);
        BsonDocument changed = new BsonDocument();
        changed.putAll(stored);
        long position = stored.getInt64("position").getValue();
        changed.put(field, value);
        world.store.save(collection, List.of(new Change(id, position, changed)));
    }

    static final class Told implements Progress.Listener {
        final List<Progress> steps = new CopyOnWriteArrayList<>();
        final List<Comparison> compared = new ArrayList<>();
        volatile Function<Progress, Boolean> then = step -> true;

        @Override
        public boolean on(Progress progress) {
            steps.add(progress);
            return then.apply(progress);
        }

        @Override
        public void compared(Comparison comparison) {
            compared.add(comparison);
        }
    }
}
