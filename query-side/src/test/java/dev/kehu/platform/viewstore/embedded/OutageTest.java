package dev.kehu.platform.viewstore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.kill.Plain;
import dev.kehu.platform.viewstore.MongoViewStore;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;
import dev.kehu.platform.viewstore.wire.EmbeddedServer;
import dev.kehu.platform.viewstore.wire.StoredCollections;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The view store goes away while events keep coming, and comes back: views catch up by themselves
 * and park nobody. {@code -Dkehu.outage.seconds=90 -Dkehu.outage.rate=500 -Dkehu.outage.within=15}
 * for the long form.
 */
@Isolated("it listens to a logger")
@Timeout(400)
final class OutageTest {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final Duration DOWN = Duration.ofSeconds(Long.getLong("kehu.outage.seconds", 2));
    private static final Duration WITHIN =
            Duration.ofSeconds(Long.getLong("kehu.outage.within", 120));

    private static final Logger VIEWS =
            (Logger) LoggerFactory.getLogger("dev.kehu.platform.projection");

    /** Events a second, told in portions. */
    private static final int RATE = Integer.getInteger("kehu.outage.rate", 100);

    private static final int EVERY_MILLIS = 20;
    private static final int PORTION = RATE * EVERY_MILLIS / 1_000;

    @TempDir Path directory;

    private final Story whole = new Story("story");
    private final Story story = new Story("story");

    /** A store that can be away. */
    private interface Away {
        ViewStore store();

        void goes();

        void comesBack();

        void isSeen(World world);
    }

    @Test
    void isSurvivedOverTheWire() {
        MVStore file = MVStore.open(null);
        EmbeddedServer[] server = {
            new EmbeddedServer(new StoredCollections(file, "views"), 0, true)
        };
        survives(
                new Away() {
                    @Override
                    public ViewStore store() {
                        return MongoViewStore.connect(server[0].uri(), "views");
                    }

                    @Override
                    public void goes() {
                        server[0].close();
                    }

                    @Override
                    public void comesBack() {
                        server[0] = server[0].over(new StoredCollections(file, "views"));
                    }

                    @Override
                    public void isSeen(World world) {
                        assertThatThrownBy(() -> world.store.manifest("customer360"))
                                .isInstanceOf(ViewStoreFailure.class)
                                .extracting("code")
                                .isEqualTo("viewstore.unreachable");
                    }
                });
        server[0].close();
    }

    @Test
    void isSurvivedInsideTheProcess() {
        OpenFile[] open = new OpenFile[1];
        boolean[] away = {false};
        survives(
                new Away() {
                    @Override
                    public ViewStore store() {
                        return new EmbeddedViewStore(this::open, EmbeddedViewStore.COMMIT_EVERY);
                    }

                    private synchronized OpenFile open() {
                        if (away[0]) throw new ViewStoreFailure("viewstore.unreadable", "away");
                        open[0] = OpenFile.of(directory.resolve("views.mv"));
                        return open[0];
                    }

                    @Override
                    public synchronized void goes() {
                        away[0] = true;
                        open[0].store().closeImmediately();
                    }

                    @Override
                    public synchronized void comesBack() {
                        away[0] = false;
                    }

                    @Override
                    public void isSeen(World world) {
                        assertThat(world.store.failed()).isTrue();
                    }
                });
    }

    private void survives(Away away) {
        System.out.println("kehu.seed=" + SEED);
        int enough = (int) DOWN.plus(WITHIN).toSeconds() * RATE;
        Scenario.random(whole, new Random(SEED), enough);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        VIEWS.addAppender(log);
        ScheduledExecutorService channel = Executors.newSingleThreadScheduledExecutor();
        try (World world = new World(story, away.store(), 500)) {
            var telling =
                    channel.scheduleAtFixedRate(
                            () -> story.goOn(whole, story.head() + PORTION),
                            0,
                            EVERY_MILLIS,
                            TimeUnit.MILLISECONDS);
            await().atMost(Duration.ofSeconds(60)).until(() -> world.views().slowest() > RATE);
            away.goes();
            long before = story.head();
            await().pollDelay(DOWN).atMost(DOWN.plusSeconds(30)).until(() -> true);
            assertThat(story.head()).as("writes go on").isGreaterThan(before + RATE);
            assertThat(world.views().behind()).as("views do not").isGreaterThan(RATE);
            away.isSeen(world);
            away.comesBack();
            long since = System.nanoTime();
            await().atMost(WITHIN)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> world.views().behind() == 0);
            System.out.printf(
                    "down for %s, the lag was zero %.1f s after its return%n",
                    DOWN, (System.nanoTime() - since) / 1e9);
            telling.cancel(false);
            world.settled();
            assertThat(world.views().parked()).isEmpty();
            isTheFold(world);
            isSaidAndNotRepeated(log, world.views().names().size());
        } finally {
            VIEWS.detachAppender(log);
            channel.shutdownNow();
        }
    }

    private static void isSaidAndNotRepeated(ListAppender<ILoggingEvent> log, int views) {
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("stands still"))
                .hasSizeBetween(1, 2 * views);
    }

    private void isTheFold(World world) {
        try (World expected = new World(story, EmbeddedViewStore.inMemory(), 500)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> expected.views().behind() == 0);
            for (LiveView<?> view : expected.views().all())
                assertThat(documents(world, view.name()).equals(documents(expected, view.name())))
                        .as(view.name())
                        .isTrue();
        }
    }

    private static Map<String, BsonDocument> documents(World world, String view) {
        long generation = world.store.manifest(view).orElseThrow().generation();
        List<BsonDocument> all = world.store.range(view + "_g" + generation, null, null, 100_000);
        return Plain.of(all);
    }
}
