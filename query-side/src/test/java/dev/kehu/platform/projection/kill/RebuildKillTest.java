package dev.kehu.platform.projection.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewStatus;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A rebuild killed at any of its steps leaves documents that are the fold of exactly the events
 * their manifest names, is gone on with, and never answers from anything but a whole view. {@code
 * -Dkehu.rebuild.kills=N} asks for more than the usual four, {@code -Dkehu.seed=N} repeats a run.
 */
@Execution(ExecutionMode.CONCURRENT)
final class RebuildKillTest {
    private static final long SEED = Long.getLong("kehu.seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("kehu.rebuild.kills", 4);
    private static final long STORY = 11;

    @TempDir Path directory;

    private final Random random = new Random(SEED);
    private long gathered;
    private final Story story = Victim.story(STORY);
    private final Map<Long, Map<String, Map<String, BsonDocument>>> folds = new HashMap<>();

    /** In order of positions and, with more room, customer by customer: half of the kills each. */
    @ParameterizedTest
    @ValueSource(longs = {200_000, 20_000_000})
    void convergesAndNeverServesAMixture(long room) throws Exception {
        gathered = room;
        System.out.println("kehu.seed=" + SEED + " kehu.rebuild.kills=" + KILLS);
        Path whole = directory.resolve("whole.mv");
        try (World expected = world(EmbeddedViewStore.inMemory())) {
            built(expected);
            try (World first = world(open(whole))) {
                built(first);
            }
            List<String> steps = stepsOf(whole);
            for (int kill = 0; kill < (KILLS + 1) / 2; kill++)
                killAt(chosen(kill, steps), whole, expected);
        }
    }

    /** Every other one in the few steps of a switch, from the first that keeps an old build. */
    private int chosen(int kill, List<String> steps) {
        int switches = 0;
        while (!steps.get(switches).contains(".kept")) switches++;
        int bound = steps.size();
        return 1
                + (kill % 2 == 0
                        ? switches + random.nextInt(bound - switches)
                        : random.nextInt(switches));
    }

    private List<String> stepsOf(Path whole) throws Exception {
        Path file = Files.copy(whole, directory.resolve("steps.mv"));
        try (Life victim = start(file, 0)) {
            List<String> said = victim.all();
            assertThat(said).last().isEqualTo(Victim.DONE);
            return said.subList(0, said.size() - 1);
        }
    }

    private void killAt(int step, Path whole, World expected) throws Exception {
        Path file = directory.resolve("killed.mv");
        Files.deleteIfExists(file);
        Files.copy(whole, file);
        String where = kill(file, step);
        if (random.nextBoolean()) where += ", then at " + kill(file, 1 + random.nextInt(step));
        where += ", seed " + SEED;
        System.out.println("killed at " + where);
        try (ViewStore store = open(file)) {
            for (String view : expected.views().names()) {
                holdsTheFold(store, store.manifest(view).orElseThrow(), where);
                Optional<Manifest> next = store.manifest(view + ".next");
                if (next.isPresent() && next.get().position() > 0) // else thrown away
                holdsTheFold(store, next.get(), view, where);
            }
        }
        try (World again = world(open(file))) {
            Rebuild rebuild = again.get(Rebuild.class);
            while (again.views().names().stream().anyMatch(rebuild::isRebuilding))
                answersWhole(again, expected, where);
            rebuild.rebuild(again.views().names(), progress -> true);
            answersWhole(again, expected, where);
            assertThat(again.views().status())
                    .as(where)
                    .allMatch(s -> s.generation() > 1 && s.running());
            for (String view : again.views().names()) {
                assertThat(again.store.manifest(view + ".next")).as(where).isEmpty();
                holdsTheFold(again.store, again.store.manifest(view).orElseThrow(), where);
            }
        }
    }

    /** What a reader sees of ten documents. */
    private void answersWhole(World world, World expected, String where) {
        for (LiveView<?> view : expected.views().all()) {
            LiveView<?> other = of(world, view.name());
            List<String> ids = new ArrayList<>(ids(expected, view));
            for (int i = 0; i < 10 && !ids.isEmpty(); i++) {
                String id = ids.get(random.nextInt(ids.size()));
                assertThat(Plain.of(other.find(id))).as(where).isEqualTo(Plain.of(view.find(id)));
            }
        }
    }

    private static List<String> ids(World world, LiveView<?> view) {
        return documents(world.store, view.name(), view.generation()).stream()
                .map(each -> each.getString("_id").getValue())
                .filter(id -> !Plain.isBucket(id))
                .toList();
    }

    private static LiveView<?> of(World world, String name) {
        return world.views().all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void holdsTheFold(ViewStore store, Manifest manifest, String where) {
        holdsTheFold(store, manifest, manifest.view(), where);
    }

    private void holdsTheFold(ViewStore store, Manifest manifest, String view, String where) {
        var found = Plain.of(documents(store, view, manifest.generation()));
        var fold = folds.computeIfAbsent(manifest.position(), this::foldUpTo).get(view);
        assertThat(found.equals(fold))
                .as(view + " holds the fold up to " + manifest.position() + " killed at " + where)
                .isTrue();
    }

    /** Of each view; most manifests of a file name the same position. */
    private Map<String, Map<String, BsonDocument>> foldUpTo(long position) {
        try (World world = new World(story.until(position), EmbeddedViewStore.inMemory(), 500)) {
            built(world);
            Map<String, Map<String, BsonDocument>> fold = new HashMap<>();
            for (String view : world.views().names()) {
                Manifest of = world.store.manifest(view).orElseThrow();
                fold.put(view, Plain.of(documents(world.store, view, of.generation())));
            }
            return fold;
        }
    }

    private static List<BsonDocument> documents(ViewStore store, String view, long generation) {
        return store.range(view + "_g" + generation, null, null, Integer.MAX_VALUE);
    }

    private static void built(World world) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                world.views().status().stream().allMatch(ViewStatus::running)
                                        && world.views().behind() == 0);
    }

    private static ViewStore open(Path file) {
        return EmbeddedViewStore.open(file, EmbeddedViewStore.COMMIT_EVERY);
    }

    private World world(ViewStore store) {
        return new World(story, store, 500);
    }

    private String kill(Path file, int step) throws Exception {
        try (Life victim = start(file, step)) {
            return victim.await(line -> line.startsWith(Victim.STANDS) || line.equals(Victim.DONE));
        }
    }

    private Life start(Path file, int step) throws IOException {
        return Life.start(Victim.class, file, STORY, step, gathered, random.nextInt(60));
    }
}
