package dev.kehu.platform.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Unavailable;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.search.Sample.Note;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.apache.lucene.index.CorruptIndexException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class SearchIndexTest {
    private static final String DAY = "1997-01-01";

    @TempDir Path root;
    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final MarkingVault vault = new MarkingVault();
    private SearchIndex<Note> index = index(story, 1);

    private SearchIndex<Note> index(Story history, int version) {
        return new SearchIndex<>(new Sample(version), new SearchDirectory(root), history, vault);
    }

    @BeforeEach
    void open() throws IOException {
        index = index(story, 1);
        index.open();
    }

    @AfterEach
    void close() {
        index.abandon();
    }

    private void registers(int from, int to) {
        for (int i = from; i <= to; i++)
            given.registers("customer-" + i, "C" + i, "name " + i, DAY);
    }

    private void applyNew() throws IOException {
        List<RecordedEvent> events = story.readAfter(index.position(), 1_000);
        if (!events.isEmpty()) index.apply(events);
    }

    private void again(Story history, int version) throws IOException {
        index.abandon();
        index = index(history, version);
        index.open();
    }

    private List<Note> all() {
        return index.find(new Sample(1).tiers(""), null, 1_000).stream()
                .map(Hit::document)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("sample"))) {
            return files.sorted().toList();
        }
    }

    @Nested
    class AfterACrash {
        @Test
        void documentsAndPositionStandWhereTheLastCommitWas() throws IOException {
            registers(1, 20);
            applyNew();
            index.commit();
            List<Note> committed = all();
            registers(11, 30);
            applyNew();
            assertThat(all()).hasSize(30);
            again(story, 1);
            assertThat(index.position()).isEqualTo(20);
            assertThat(all()).isEqualTo(committed);
            applyNew();
            assertThat(index.position()).isEqualTo(40);
            assertThat(all()).hasSize(30).extracting(Note::times).contains(1L, 2L);
        }

        @Test
        void whatWasNeverCommittedIsNotThere() throws IOException {
            registers(1, 5);
            applyNew();
            again(story, 1);
            assertThat(index.position()).isZero();
            assertThat(all()).isEmpty();
        }

        /** Its events do not come again: the index stands behind them. */
        @Test
        void whatWasFoldedAgainIsThere() throws IOException {
            registers(1, 5);
            applyNew();
            index.foldAgain(Set.of("customer-2"));
            again(story, 1);
            assertThat(index.position()).isEqualTo(5);
            assertThat(all()).hasSize(5);
        }

        @Test
        void anEventThatComesAgainIsCountedOnce() throws IOException {
            registers(1, 5);
            applyNew();
            List<Note> once = all();
            index.apply(story.readAfter(0, 5));
            assertThat(all()).isEqualTo(once);
        }
    }

    @Nested
    class WhatDoesNotFit {
        @BeforeEach
        void committed() throws IOException {
            registers(1, 5);
            applyNew();
            index.commit();
        }

        @Test
        void goesOnWhenItFits() throws IOException {
            again(story, 1);
            assertThat(index.position()).isEqualTo(5);
        }

        @Test
        void staysWhenTheHistoryCannotBeReadForAWhile() throws IOException {
            index.abandon();
            index = index(story, 1);
            story.failNextRead(new IllegalStateException("as the test asked"));
            assertThatThrownBy(() -> index.open()).hasMessage("as the test asked");
            index.open();
            assertThat(index.position()).isEqualTo(5);
            assertThat(all()).hasSize(5);
        }

        @Test
        void startsOverForAnotherVersion() throws IOException {
            again(story, 2);
            assertThat(index.position()).isZero();
            assertThat(index.count()).isZero();
        }

        @Test
        void startsOverForAnotherStore() throws IOException {
            Story other = new Story("other");
            for (int i = 0; i < 9; i++)
                new Scenario(other).registers("customer-x" + i, "X", "other", DAY);
            again(other, 1);
            assertThat(index.position()).isZero();
            assertThat(index.count()).isZero();
        }

        @Test
        void startsOverWhenTheStoreIsBehindIt() throws IOException {
            Story restored = new Story("story");
            new Scenario(restored).registers("customer-1", "C1", "name 1", DAY);
            again(restored, 1);
            assertThat(index.position()).isZero();
            assertThat(index.count()).isZero();
        }

        @Test
        void startsOverWhenAFileIsMissingOrCutShort() throws IOException {
            int files = files().size();
            assertThat(files).isGreaterThan(2);
            for (int i = 0; i < files; i++) {
                index.abandon();
                Path file = files().get(i);
                if (i % 2 == 0) Files.write(file, new byte[] {1, 2, 3});
                else Files.delete(file);
                again(story, 1);
                assertThat(index.position()).as("without %s", file.getFileName()).isIn(0L, 5L);
                if (index.position() == 0) assertThat(index.count()).isZero();
                applyNew();
                index.commit();
                assertThat(all()).hasSize(5);
            }
        }

        @Test
        void findsABitThatTurned() throws IOException {
            List<Note> right = all();
            int found = 0;
            for (int part = 1; part < 40; part++) {
                index.abandon();
                turnABit(part / 40.0);
                again(story, 1);
                if (index.position() == 0 || isDamaged()) found++;
                else assertThat(all()).as("nothing but padding").isEqualTo(right);
                index.startOver();
                applyNew();
                index.commit();
                assertThat(all()).isEqualTo(right);
            }
            assertThat(found).isGreaterThan(30);
        }

        private void turnABit(double part) throws IOException {
            Path segment =
                    files().stream().filter(f -> f.toString().endsWith(".cfs")).findAny().get();
            byte[] bytes = Files.readAllBytes(segment);
            bytes[(int) (bytes.length * part)] ^= 4;
            Files.write(segment, bytes);
        }

        private boolean isDamaged() throws IOException {
            try {
                index.check();
                return false;
            } catch (CorruptIndexException damaged) {
                return true;
            }
        }
    }

    @Test
    void leavesOutWhatItCannotRead() throws IOException {
        registers(1, 2);
        given.registers("customer-1", "C1", Sample.POISON, DAY);
        registers(3, 4);
        applyNew();
        index.commit();
        again(story, 1);
        assertThat(all())
                .extracting(Note::id)
                .containsExactly("customer-1", "customer-2", "customer-3", "customer-4");
        assertThat(index.position()).isEqualTo(5);
        assertThat(index.skipped()).isEqualTo(1);
        assertThat(index.skippedAt()).containsExactly(3L);
    }

    @Test
    void saysSoWhileItIsNotOpen() {
        index.abandon();
        assertThatThrownBy(() -> index.find(new Sample(1).tiers(""), null, 1))
                .isInstanceOf(Unavailable.class)
                .extracting("code")
                .isEqualTo("search.not-ready");
    }

    @Test
    void refusesAPlaceThatIsNoneOfItsOrder() throws IOException {
        registers(1, 2);
        applyNew();
        assertThatThrownBy(() -> index.find(new Sample(1).tiers(""), Place.of("0,n12"), 1))
                .isInstanceOf(Refusal.class)
                .extracting("code")
                .isEqualTo("cursor.unknown");
    }

    @Test
    void forgetsWhereItCanWhenAnotherIndexIsNotOpen() throws IOException {
        Sample closed = new Sample(1), open = new Sample(2);
        SearchIndexes both =
                new SearchIndexes(
                        List.of(closed, open),
                        new SearchDirectory(null),
                        story,
                        vault,
                        story,
                        new ViewPositions(),
                        Duration.ZERO);
        registers(1, 2);
        both.of(open).open();
        both.of(open).apply(story.readAfter(0, 2));
        assertThatThrownBy(() -> both.forget(Set.of("customer-1"))).isInstanceOf(Unavailable.class);
        assertThat(both.of(open).count()).isEqualTo(1);
    }

    @Nested
    class WhoWasErased {
        private static final String CANARY = "canary-4711";

        @BeforeEach
        void manySegments() throws IOException {
            for (int i = 0; i < 60; i++) {
                given.registers("customer-" + i, "C", "name " + i, DAY);
                if (i % 20 == 7) given.registers("customer-erased", "C", CANARY + i, DAY);
                applyNew();
                index.commit();
            }
        }

        private List<String> holding(String text) throws IOException {
            List<String> found = new ArrayList<>();
            for (Path file : files()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (bytes.contains(text)) found.add(file.getFileName().toString());
            }
            return found;
        }

        @Test
        void leavesNothingInAnyFile() throws IOException {
            assertThat(holding(CANARY)).as("the sweep can see it").isNotEmpty();
            index.forget(Set.of("customer-erased"));
            assertThat(holding(CANARY)).isEmpty();
            assertThat(holding("customer-erased")).isEmpty();
            assertThat(all()).hasSize(60);
            again(story, 1);
            assertThat(index.position()).isEqualTo(story.head());
            assertThat(all()).hasSize(60);
        }

        @Test
        void isNotShownAsSoonAsTheKeyIsGone() throws IOException {
            vault.forget("customer-erased");
            assertThat(all()).hasSize(60);
            assertThat(index.find(new Sample(1).tiers(CANARY), null, 5)).isEmpty();
            index.forgetSuspected();
            assertThat(holding(CANARY)).isEmpty();
        }

        @Test
        void isNotWrittenBackByWhatWasReadBefore() throws IOException {
            given.registers("customer-erased", "C", CANARY, DAY);
            List<RecordedEvent> read = story.readAfter(index.position(), 10);
            vault.forget("customer-erased");
            index.forget(Set.of("customer-erased"));
            index.apply(read);
            index.commit();
            assertThat(holding(CANARY)).isEmpty();
            assertThat(index.find(new Sample(1).tiers(CANARY), null, 5)).isEmpty();
        }

        @Test
        void isNotWrittenBackWhenErasedWhileABatchIsAtWork() throws IOException {
            given.registers("customer-erased", "C", CANARY, DAY);
            List<RecordedEvent> read = story.readAfter(index.position(), 10);
            index.forget(Set.of("customer-erased"));
            vault.forgetOnceSealed("customer-erased");
            index.apply(read);
            assertThat(holding(CANARY)).isEmpty();
            assertThat(index.find(new Sample(1).tiers(CANARY), null, 5)).isEmpty();
        }

        @Test
        void isForgottenUnderAKeyThatIsLostAndNobodyElse() throws IOException {
            vault.loseKey("customer-1");
            vault.loseKey("customer-erased");
            assertThat(all()).hasSize(61);
            assertThat(index.erased()).isEmpty();
            vault.forget("customer-erased");
            assertThat(index.find(new Sample(1).tiers(CANARY), null, 5)).isEmpty();
            assertThat(index.erased()).containsExactly("customer-erased");
            index.forget(index.erased());
            assertThat(holding(CANARY)).isEmpty();
        }

        @Test
        void isNotAmongThoseAskedFor() {
            List<String> both = List.of("customer-1", "customer-erased");
            assertThat(index.among(both, new Sample(1).tiers(""))).hasSize(2);
            vault.forget("customer-erased");
            assertThat(index.among(both, new Sample(1).tiers(""))).hasSize(1);
        }

        @Test
        void isFoundByTheSweep() throws IOException {
            assertThat(index.erased()).isEmpty();
            vault.forget("customer-erased");
            assertThat(index.erased()).containsExactly("customer-erased");
            index.forget(index.erased());
            assertThat(index.erased()).isEmpty();
        }

        @Test
        void doesNotShortenAPage() throws IOException {
            vault.forget("customer-erased");
            assertThat(index.find(new Sample(1).tiers(""), null, 60)).hasSize(60);
        }
    }
}
