package dev.kehu.customer.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.search.Hit;
import dev.kehu.platform.search.SearchDirectory;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.apache.lucene.search.MatchAllDocsQuery;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The index of customers as it follows a history, is stopped, and forgets. */
class CustomerIndexTest {
    private static final String DAY = "1997-01-01";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path root;
    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final MarkingVault vault = new MarkingVault();

    /** One life of the index. */
    private final class Life implements AutoCloseable {
        private final CustomerIndex customers = new CustomerIndex();
        private final ViewPositions positions = new ViewPositions();
        private final SearchIndexes indexes;

        Life(SearchDirectory directory) {
            indexes =
                    new SearchIndexes(
                            List.of(customers),
                            directory,
                            story,
                            vault,
                            story,
                            positions,
                            Duration.ofMillis(50));
            indexes.start();
        }

        Life settled() {
            assertThat(positions.await(CustomerIndex.NAME, story.head(), PATIENCE)).isTrue();
            return this;
        }

        List<Card> all() {
            return indexes
                    .of(customers)
                    .find(List.of(MatchAllDocsQuery.INSTANCE), null, 10_000)
                    .stream()
                    .map(Hit::document)
                    .toList();
        }

        List<String> find(String words) {
            return indexes.of(customers).find(customers.tiers(words), null, 100).stream()
                    .map(hit -> hit.document().id())
                    .toList();
        }

        @Override
        public void close() {
            indexes.stop();
        }
    }

    private Life life() {
        return new Life(new SearchDirectory(root));
    }

    @Test
    void isTheSameLiveInPiecesAndBuiltAnew() {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        List<Card> live;
        try (Life first = life()) {
            Scenario.random(story, random, 2_500);
            first.settled();
        }
        long before = story.head();
        try (Life second = life()) {
            Awaitility.await().until(() -> second.indexes.of(second.customers).position() > 0);
            assertThat(second.indexes.of(second.customers).position()).isEqualTo(before);
            for (int i = 0; i < 100; i++) given.registers("customer-" + i, "N" + i, "N " + i, DAY);
            given.claims("customer-1", "contact-new", "new@example.org", DAY);
            live = second.settled().all();
        }
        try (Life anew = new Life(new SearchDirectory(null))) {
            assertThat(anew.settled().all()).containsExactlyInAnyOrderElementsOf(live);
        }
        assertThat(live).hasSizeGreaterThan(100);
    }

    @Test
    void findsACustomerByLivingContactsOnly() {
        given.opens("customer-a", DAY);
        given.claims("customer-a", "contact-1", "wrong@example.org", DAY);
        given.reaches("customer-a", "contact-2", "+86 138 0013 8000", DAY);
        try (Life life = life()) {
            assertThat(life.settled().find("wrong@")).containsExactly("customer-a");
            given.corrects("customer-a", "contact-1", "contact-3", "right@example.org", DAY);
            given.releases("customer-a", "contact-2", DAY);
            life.settled();
            assertThat(life.find("right@")).containsExactly("customer-a");
            assertThat(life.find("wrong@")).isEmpty();
            assertThat(life.find("8000")).isEmpty();
        }
    }

    @Test
    void leavesNothingOfWhoWasErasedInAnyFile() throws IOException {
        List<String> canaries =
                List.of("Canarybird", "金丝雀鸟", "canary@example.org", "15900004711", "CANARY-7");
        for (int i = 0; i < 50; i++) given.registers("customer-" + i, "C" + i, "Name " + i, DAY);
        given.registers("customer-erased", "CANARY-7", "Canarybird 金丝雀鸟", DAY);
        given.claims("customer-erased", "contact-1", "canary@example.org", DAY);
        given.reaches("customer-erased", "contact-2", "15900004711", DAY);
        try (Life life = life()) {
            life.settled();
            Awaitility.await().until(() -> holding(canaries).size() == canaries.size());
            life.indexes.forget(Set.of("customer-erased"));
            assertThat(holding(canaries)).isEmpty();
            assertThat(holding(List.of("customer-erased", "canarybird", "5900004"))).isEmpty();
            for (String canary : canaries) assertThat(life.find(canary)).isEmpty();
            assertThat(life.all()).hasSize(50);
        }
        try (Life again = life()) {
            assertThat(again.settled().all()).hasSize(50);
            assertThat(holding(canaries)).isEmpty();
        }
    }

    @Test
    void forgetsAtItsStartWhoWasErasedMeanwhile() {
        given.registers("customer-a", "C1", "Canarybird", DAY);
        given.registers("customer-b", "C2", "Bob", DAY);
        try (Life life = life()) {
            life.settled();
        }
        assertThat(holding(List.of("Canarybird"))).isNotEmpty();
        vault.forget("customer-a");
        try (Life again = life()) {
            assertThat(again.settled().find("canary")).isEmpty();
            Awaitility.await().until(() -> holding(List.of("Canarybird")).isEmpty());
            assertThat(again.find("bob")).containsExactly("customer-b");
        }
    }

    @Test
    void goesOnAfterAnError() {
        given.registers("customer-b", "C2", "Bob", DAY);
        try (Life life = life()) {
            life.settled();
        }
        story.failNextRead(new LinkageError("as the test asked"));
        try (Life again = life()) {
            assertThat(again.settled().find("bob")).containsExactly("customer-b");
        }
    }

    @Test
    void isBuiltAnewWhenItIsDamaged() throws IOException {
        for (int i = 0; i < 50; i++) given.registers("customer-" + i, "C" + i, "Name " + i, DAY);
        try (Life life = life()) {
            life.settled();
        }
        Path largest = largest();
        byte[] bytes = Files.readAllBytes(largest);
        for (int i = bytes.length / 3; i < bytes.length / 2; i++) bytes[i] = 7;
        Files.write(largest, bytes);
        try (Life again = life()) {
            Awaitility.await()
                    .untilAsserted(
                            () -> {
                                assertThat(again.settled().all()).hasSize(50);
                                assertThat(bytesOf(largest)).isNotEqualTo(bytes);
                            });
            assertThat(again.find("name 7")).contains("customer-7");
        }
    }

    private static byte[] bytesOf(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private Path largest() throws IOException {
        Path largest = root;
        long most = 0;
        for (Path file : files())
            if (Files.size(file) > most) {
                most = Files.size(file);
                largest = file;
            }
        return largest;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Which of these texts stand in a file of the index. */
    private List<String> holding(List<String> texts) {
        List<String> found = new ArrayList<>();
        try {
            for (String text : texts) {
                String bytes =
                        new String(
                                text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                for (Path file : files())
                    if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(bytes)) {
                        found.add(text);
                        break;
                    }
            }
        } catch (IOException gone) { // merged away while it was read: look again
            return holding(texts);
        }
        return found;
    }
}
