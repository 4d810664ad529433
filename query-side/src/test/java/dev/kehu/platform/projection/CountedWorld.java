package dev.kehu.platform.projection;

import dev.kehu.platform.projection.EngineTest.Count;
import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;

/** A world with one small view more, that counts interactions. */
abstract class CountedWorld {
    final World world = World.fresh(5, Counts.class);
    final Story story = world.story;
    final Scenario given = new Scenario(story);

    @AfterEach
    void close() {
        world.close();
    }

    LiveView<Count> counts() {
        return world.views().of(world.get(Counts.class));
    }

    long count(String customer) {
        return counts().find(customer).map(Count::count).orElse(0L);
    }
}
