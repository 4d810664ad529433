package dev.kehu.platform.viewstore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;
import dev.kehu.platform.viewstore.ViewStoreFailure;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(180)
final class EmbeddedViewStoreTest {
    private static final Duration SELDOM = Duration.ofHours(1);

    @TempDir Path directory;

    private EmbeddedViewStore open(Duration commitEvery) {
        return EmbeddedViewStore.open(directory.resolve("views.db"), commitEvery);
    }

    private static Change insert(String id, String text) {
        return new Change(
                id,
                null,
                new BsonDocument("_id", new BsonString(id))
                        .append("position", new BsonInt64(1))
                        .append("text", new BsonString(text)));
    }

    /** What a crash at this moment would leave: the file as it is, opened elsewhere. */
    private EmbeddedViewStore afterACrash() throws IOException {
        Path copy = directory.resolve("copy.db");
        Files.write(copy, Files.readAllBytes(directory.resolve("views.db")));
        return EmbeddedViewStore.open(copy, SELDOM);
    }

    @Test
    void fallsBackToItsLastCommitAndGoesOnWhenACommitFailed() {
        List<OpenFile> opened = new ArrayList<>();
        try (EmbeddedViewStore store =
                new EmbeddedViewStore(
                        () -> {
                            opened.add(OpenFile.of(directory.resolve("views.db")));
                            return opened.getLast();
                        },
                        SELDOM)) {
            store.save("v", List.of(insert("committed", "")));
            store.commit();
            String uri = store.uri();
            store.save("v", List.of(insert("lost", "")));
            opened.getLast().store().closeImmediately();
            assertThatThrownBy(store::commit).hasMessageContaining("taken up at its last commit");
            assertThat(store.failed()).isTrue();
            assertThatThrownBy(store::begin).isInstanceOf(ViewStoreFailure.class);
            store.reopen();
            assertThat(store.failed()).isFalse();
            assertThat(store.epoch()).isOne();
            assertThat(store.load("v", List.of("committed", "lost"))).containsOnlyKeys("committed");
            assertThat(store.uri()).isEqualTo(uri);
            store.save("v", List.of(insert("later", "")));
            store.commit();
            store.reopen(); // works: nothing to do
            assertThat(store.epoch()).isOne();
        }
        try (EmbeddedViewStore again = open(SELDOM)) {
            assertThat(again.load("v", List.of("committed", "lost", "later")))
                    .containsOnlyKeys("committed", "later");
        }
    }

    @Nested
    class Commits {
        @Test
        void nothingOfAnOpenBatch() throws Exception {
            try (EmbeddedViewStore store = open(Duration.ofMillis(10))) {
                CompletableFuture<Void> commit;
                try (ViewStore.Batch batch = store.begin()) {
                    assertThat(batch).isNotNull();
                    store.save("v", List.of(insert("half", "")));
                    commit = CompletableFuture.runAsync(store::commit);
                    await().during(Duration.ofMillis(200)).until(() -> !commit.isDone());
                    try (EmbeddedViewStore crashed = afterACrash()) {
                        assertThat(crashed.count("v")).isZero();
                    }
                    store.remember(new Manifest("v", 1, "s", 1, 1, "e"));
                }
                commit.join();
                try (EmbeddedViewStore crashed = afterACrash()) {
                    assertThat(crashed.count("v")).isEqualTo(1);
                    assertThat(crashed.manifest("v")).isPresent();
                }
            }
        }

        @Test
        void byItselfAfterTheInterval() {
            try (EmbeddedViewStore store = open(Duration.ofMillis(20))) {
                store.save("v", List.of(insert("a", "")));
                await().untilAsserted(
                                () -> {
                                    try (EmbeddedViewStore crashed = afterACrash()) {
                                        assertThat(crashed.count("v")).isEqualTo(1);
                                    }
                                });
            }
        }

        @Test
        void onClose() {
            try (EmbeddedViewStore store = open(SELDOM)) {
                store.save("v", List.of(insert("a", "")));
            }
            try (EmbeddedViewStore store = open(SELDOM)) {
                assertThat(store.count("v")).isEqualTo(1);
                assertThat(store.collections()).containsExactly("v");
            }
        }

        @Test
        void whileBatchesNeverPause() {
            AtomicBoolean ended = new AtomicBoolean();
            try (EmbeddedViewStore store = open(SELDOM)) {
                List<CompletableFuture<Void>> writers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    writers.add(CompletableFuture.runAsync(() -> enterUntil(store, ended)));
                }
                for (int i = 0; i < 20; i++) {
                    store.save("v", List.of(insert("d" + i, "")));
                    store.commit();
                }
                ended.set(true);
                writers.forEach(CompletableFuture::join);
            }
        }

        private void enterUntil(ViewStore store, AtomicBoolean ended) {
            while (!ended.get()) {
                ViewStore.Batch batch = store.begin();
                batch.close();
                batch.close(); // leaves once
            }
        }

        @Test
        void neverInsideABatchOfTheSameThread() {
            try (EmbeddedViewStore store = open(SELDOM);
                    ViewStore.Batch batch = store.begin()) {
                assertThat(batch).isNotNull();
                assertThatThrownBy(store::commit).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Nested
    class Survives {
        @Test
        void interruptsOfItsWriter() {
            try (EmbeddedViewStore store = open(Duration.ofMillis(5))) {
                for (int i = 0; i < 50; i++) {
                    Thread.currentThread().interrupt();
                    try (ViewStore.Batch batch = store.begin()) {
                        assertThat(batch).isNotNull();
                        store.save("v", List.of(insert("d" + i, "")));
                    } catch (ViewStoreFailure e) {
                        assertThat(e.code()).isEqualTo("viewstore.interrupted");
                    }
                    store.commit();
                    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
                }
                store.save("v", List.of(insert("after", "")));
                store.commit();
            }
            try (EmbeddedViewStore store = open(SELDOM)) {
                assertThat(store.load("v", List.of("after"))).hasSize(1);
            }
        }
    }

    @Nested
    class GivesSpaceBack {
        @Test
        void whileItIsWrittenAndWhenItRests() {
            Path file = directory.resolve("views.db");
            Random random = new Random(7);
            try (EmbeddedViewStore store = open(Duration.ofMillis(30))) {
                for (int round = 0; round < 25; round++) {
                    rewrite(store, round, random);
                    store.commit();
                }
                assertThat(file)
                        .as("under load")
                        .satisfies(f -> assertThat(megabytes(f)).isLessThan(80));
                await().atMost(Duration.ofSeconds(20)).until(() -> megabytes(file) <= 12);
                assertThat(store.count("v")).isEqualTo(8_000);
            }
        }

        /** About 8 MB of documents, rewritten whole: 25 rounds write 200 MB. */
        private void rewrite(ViewStore store, int round, Random random) {
            for (int part = 0; part < 8; part++) {
                List<Change> changes = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    String id = "d" + part + "|" + i;
                    BsonDocument document =
                            insert(id, Long.toHexString(random.nextLong()).repeat(62)).document();
                    document.put("position", new BsonInt64(round));
                    changes.add(new Change(id, round == 0 ? null : round - 1L, document));
                }
                assertThat(store.save("v", changes)).isEmpty();
            }
        }

        private static long megabytes(Path file) {
            return file.toFile().length() >> 20;
        }
    }

    @Nested
    class RefusesToOpen {
        @Test
        void aFileInUse() {
            try (EmbeddedViewStore store = open(SELDOM)) {
                assertThat(store.collections()).isEmpty();
                refused("viewstore.locked");
            }
        }

        @Test
        void aFileThatIsNoStore() throws IOException {
            Files.writeString(directory.resolve("views.db"), "not a store, ".repeat(2_000));
            refused("viewstore.corrupt");
            refused("viewstore.corrupt"); // and the first attempt left nothing open
        }

        @Test
        void aFileWhoseHeadersAreLost() throws IOException {
            try (EmbeddedViewStore store = open(SELDOM)) {
                store.save("v", List.of(insert("a", "")));
            }
            Files.write(directory.resolve("views.db"), new byte[12_288], StandardOpenOption.WRITE);
            refused("viewstore.corrupt");
        }

        @Test
        void andANewFileIsForItsOwnerOnly() throws IOException {
            assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
            open(SELDOM).close();
            assertThat(Files.getPosixFilePermissions(directory.resolve("views.db")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }

        @Test
        void aDirectory() throws IOException {
            Files.createDirectory(directory.resolve("views.db"));
            refused("viewstore.unreadable");
        }

        @Test
        void aPathThatIsNotThere() {
            assertThatThrownBy(() -> EmbeddedViewStore.open(Path.of("/dev/null/views.db"), SELDOM))
                    .isInstanceOfSatisfying(
                            ViewStoreFailure.class,
                            e -> assertThat(e.code()).isEqualTo("viewstore.unreadable"));
        }

        private void refused(String code) {
            assertThatThrownBy(() -> open(SELDOM))
                    .isInstanceOfSatisfying(
                            ViewStoreFailure.class, e -> assertThat(e.code()).isEqualTo(code));
        }
    }
}
