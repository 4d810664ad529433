package dev.kehu.platform.projection.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Killed while all views follow, they stand at the fold of exactly the events their manifest names,
 * catch up, and meanwhile show nobody a document that no history ever made. {@code
 * -Dkehu.live.kills=N} asks for more than the usual one, {@code -Dkehu.seed=N} repeats a run.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the history that is followed")
final class LiveKillTest {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("kehu.live.kills", 1);
    private static final int CONTROLS = 8;
    private static final long STORY = 13;
    private static final int EVENTS = 16_000;
    private static final int COMMIT_MILLIS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    private static Story whole = new Story("none");
    private static States states = new States();

    private final Random random = new Random(SEED);
    private final List<String> wrong = new ArrayList<>();
    private long shown;

    @BeforeAll
    static void fold() {
        whole = LiveVictim.story(STORY, EVENTS);
        states = States.of(whole);
    }

    @Test
    void convergesAndNeverServesAMixture() throws Exception {
        System.out.println("kehu.seed=" + SEED + " kehu.live.kills=" + KILLS);
        Path file = directory.resolve("ours.mv");
        long reached = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            kill("ours", file, random.nextInt(600));
            atRest("ours", file);
            reached += converge("ours", file);
            assertThat(wrong).as("kill %s, seed %s", kill, SEED).isEmpty();
            if (finished(file)) Files.delete(file);
        }
        System.out.println("killed " + KILLS + ", followed " + reached + ", shown " + shown);
        assertThat(shown).as("documents read meanwhile").isPositive();
    }

    /** It stands where no fold ever stood: some documents ahead of their manifest, some behind. */
    @Test
    void isSeenToFailOnTheStockBackend() throws Exception {
        System.out.println("kehu.seed=" + SEED);
        int kill = 0;
        while (wrong.isEmpty() && ++kill <= CONTROLS) {
            Path file = directory.resolve("stock" + kill + ".db");
            kill("stock", file, 500 + random.nextInt(2_000));
            atRest("stock", file);
            converge("stock", file);
        }
        System.out.println(
                "The control fails after " + kill + " kills: " + wrong.size() + " wrong");
        assertThat(wrong).as("the check sees what is lost, seed %s", SEED).isNotEmpty();
    }

    private void kill(String backend, Path file, int afterMillis) throws Exception {
        try (Life victim =
                Life.start(LiveVictim.class, backend, file, random.nextLong(), STORY, EVENTS)) {
            victim.await(LiveVictim.FOLLOWS::equals);
            LockSupport.parkNanos(Duration.ofMillis(afterMillis).toNanos());
            assertThat(victim.process().isAlive()).isTrue();
        }
    }

    /** Before anything of ours has touched it. */
    private void atRest(String backend, Path file) {
        try (ViewStore store = LiveVictim.open(backend, file, COMMIT_MILLIS)) {
            for (String view : states.views()) {
                Optional<Manifest> manifest = store.manifest(view);
                long position = manifest.map(Manifest::position).orElse(0L);
                long generation = manifest.map(Manifest::generation).orElse(1L);
                List<BsonDocument> found = documents(store, view, generation);
                wrong.addAll(states.differences(view, position, found));
            }
        }
    }

    /** Goes on a little, looks at what readers are shown meanwhile, then at everything. */
    private long converge(String backend, Path file) {
        ViewStore store = LiveVictim.open(backend, file, COMMIT_MILLIS);
        Story story = whole.until(LiveVictim.furthest(store));
        try (World world = new World(story, store, 100)) {
            long before = world.views().slowest();
            story.goOn(whole, story.head() + 200 + random.nextInt(800));
            long since = System.nanoTime();
            do world.views().all().forEach(this::read);
            while (world.views().behind() > 0 && System.nanoTime() - since < PATIENCE.toNanos());
            if (world.views().behind() > 0)
                wrong.add("does not converge " + world.views().status());
            if (!world.views().parked().isEmpty()) wrong.add("parked " + world.views().parked());
            for (LiveView<?> view : world.views().all())
                wrong.addAll(
                        states.differences(
                                view.name(),
                                story.head(),
                                documents(store, view.name(), view.generation())));
            return story.head() - before;
        }
    }

    private void read(LiveView<?> view) {
        List<String> names = states.documents(view.name());
        for (int i = 0; i < 20 && !names.isEmpty(); i++) {
            Optional<? extends ViewDocument> found =
                    view.find(names.get(random.nextInt(names.size())));
            if (found.isEmpty()) continue;
            shown++;
            states.illegal(view.name(), found.get()).ifPresent(wrong::add);
        }
    }

    private static boolean finished(Path file) {
        try (ViewStore store = LiveVictim.open("ours", file, COMMIT_MILLIS)) {
            return LiveVictim.furthest(store) >= whole.head();
        }
    }

    private static List<BsonDocument> documents(ViewStore store, String view, long generation) {
        return store.range(view + "_g" + generation, null, null, Integer.MAX_VALUE);
    }
}
