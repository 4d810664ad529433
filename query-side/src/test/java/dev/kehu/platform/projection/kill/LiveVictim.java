package dev.kehu.platform.projection.kill;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.Manifests;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.viewstore.kill.StockStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Follows a history that goes on and on, until it is killed. */
final class LiveVictim {
    static final String FOLLOWS = "follows";
    private static final int BATCH = 40, CUSTOMERS = 2_000;

    private LiveVictim() {}

    /** Arguments: {@code ours} or {@code stock}, the file, a seed, seed and length of the story. */
    public static void main(String[] args) {
        Random random = new Random(Long.parseLong(args[2]));
        ViewStore store = open(args[0], Path.of(args[1]), 5 + random.nextInt(60));
        Story whole = story(Long.parseLong(args[3]), Integer.parseInt(args[4]));
        Story story = whole.until(furthest(store));
        System.setProperty("kehu.views.remembered", "200"); // so that it reads often, too
        World world = new World(story, store, BATCH);
        long before = world.views().slowest();
        boolean told = false;
        int pause = args[0].equals("ours") ? 20 : 2; // the control shall fail soon
        while (true) {
            story.goOn(whole, story.head() + 1 + random.nextInt(BATCH));
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(pause)).toNanos());
            if (told || world.views().slowest() == before) continue;
            System.out.println(FOLLOWS);
            told = true;
        }
    }

    /** A few customers to whom everything happens, among many who order, some of them often. */
    static Story story(long seed, int events) {
        Story story = new Story("story");
        Random random = new Random(seed);
        Scenario scenario = Scenario.random(story, random, events / 20);
        while (story.head() < events) {
            int customer = Math.min(random.nextInt(CUSTOMERS), random.nextInt(CUSTOMERS));
            String day = "1997-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
            scenario.orders("customer-" + customer, day, "1.00");
        }
        return story;
    }

    static ViewStore open(String backend, Path file, int commitMillis) {
        return backend.equals("ours")
                ? EmbeddedViewStore.open(file, Duration.ofMillis(commitMillis))
                : StockStore.open(file);
    }

    /** History must reach at least as far as what was folded from it. */
    static long furthest(ViewStore store) {
        return store.range(Manifests.COLLECTION, null, null, 1_000).stream()
                .map(Manifests::read)
                .mapToLong(Manifest::position)
                .max()
                .orElse(0);
    }
}
