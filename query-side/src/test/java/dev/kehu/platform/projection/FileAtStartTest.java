package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The file of the views is another one than the last process left: seen, said, and put right. */
@Isolated("it listens to a logger")
final class FileAtStartTest {
    private static final int EARLIER = 200;
    private static final Logger KEHU = (Logger) LoggerFactory.getLogger("dev.kehu");

    @TempDir Path directory;

    private final Story story = new Story("store");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path file = Path.of("views.mv");
    private Path older = Path.of("older.mv");

    @BeforeEach
    void follow() throws IOException {
        file = directory.resolve("views.mv");
        older = directory.resolve("older.mv");
        Scenario.random(story, new Random(5), EARLIER);
        world(story).settled().close();
        Files.copy(file, older);
        Scenario.random(story, new Random(6), 2 * EARLIER);
        world(story).settled().close();
    }

    @BeforeEach
    void listen() {
        log.start();
        KEHU.addAppender(log);
    }

    @AfterEach
    void leave() {
        KEHU.detachAppender(log);
    }

    private List<String> said() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    private World world(Story told) {
        return new World(
                told, EmbeddedViewStore.openOrAnew(file, EmbeddedViewStore.COMMIT_EVERY), 20);
    }

    /** What stands after a start over a history is the fold of that history. */
    private void holdsTheFoldOf(Story told, String reason) {
        try (World world = world(told);
                World expected = new World(told, EmbeddedViewStore.inMemory(), 1)) {
            world.settled();
            expected.settled();
            for (String view : world.views().names())
                assertThat(documents(world, view)).isEqualTo(documents(expected, view));
            if (reason.isEmpty()) {
                assertThat(world.views().anew()).isEmpty();
                return;
            }
            assertThat(world.views().anew())
                    .containsOnlyKeys(world.views().names())
                    .allSatisfy((view, why) -> assertThat(why).isEqualTo(reason));
            assertThat(said()).contains("View customer360 is built anew: " + reason);
        }
    }

    private static List<BsonDocument> documents(World world, String view) {
        ViewStore store = world.store;
        long generation = store.manifest(view).orElseThrow().generation();
        return store.range(view + "_g" + generation, null, null, 10_000);
    }

    @Test
    void isTakenUpAsItIsWhenNothingHappened() {
        holdsTheFoldOf(story, "");
    }

    @Test
    void isMadeAgainWhenItWasDeleted() throws IOException {
        Files.delete(file);
        holdsTheFoldOf(story, "the view store holds nothing of it");
    }

    @Test
    void isMadeAgainWhenItWasDamaged() throws IOException {
        Files.write(file, new byte[20_000]);
        holdsTheFoldOf(story, "the view store holds nothing of it");
        assertThat(said())
                .anySatisfy(line -> assertThat(line).contains("set aside", "views.mv is damaged"));
        assertThat(directory.resolve("views.mv.damaged")).hasSize(20_000);
    }

    @Test
    void catchesUpWhenAnOlderCopyWasPutInItsPlace() throws IOException {
        Files.delete(file);
        Files.copy(older, file);
        holdsTheFoldOf(story, "");
    }

    @Test
    void isMadeAgainWhenHistoryWasRestoredFromABackup() {
        Story restored = story.until(EARLIER);
        holdsTheFoldOf(restored, "it is ahead of the event store");
    }

    @Test
    void isMadeAgainWhenThatHistoryHasGoneOnDifferentlySince() {
        Story restored = story.until(EARLIER);
        Scenario.random(restored, new Random(7), 3 * EARLIER);
        holdsTheFoldOf(restored, "the event at its position is another one");
    }

    @Test
    void isMadeAgainWhenItBelongsToAnotherStore() {
        Story other = new Story("other");
        Scenario.random(other, new Random(8), 3 * EARLIER);
        holdsTheFoldOf(other, "it was built from another event store");
    }
}
