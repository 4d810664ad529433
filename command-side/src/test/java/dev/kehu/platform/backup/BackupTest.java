package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.datadir.StateElsewhere;
import dev.kehu.platform.eventstore.StoredEvent;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class BackupTest extends BackedUp {
    private static void same(List<StoredEvent> restored, List<StoredEvent> original) {
        assertThat(restored).hasSameSizeAs(original);
        for (int i = 0; i < original.size(); i++) {
            assertThat(restored.get(i).sameAs(original.get(i))).as("event %d", i + 1).isTrue();
        }
    }

    @Nested
    class OfARunningSystem {
        @Test
        void isConsistentWhileWritersRun() throws Exception {
            List<StoredEvent> all;
            int backups = 4;
            try (Stores stores = Stores.open(temp.resolve("data"))) {
                var next = new AtomicInteger();
                var go = new AtomicBoolean(true);
                var warm = new CountDownLatch(400);
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    writers.add(
                            Thread.startVirtualThread(
                                    () -> {
                                        while (go.get()) {
                                            stores.register(next.incrementAndGet(), 0);
                                            warm.countDown();
                                        }
                                    }));
                }
                warm.await();
                for (int i = 0; i < backups; i++) {
                    long before = stores.history().head();
                    assertThat(backUp(stores, "b" + i).head()).isGreaterThanOrEqualTo(before);
                }
                go.set(false);
                for (Thread writer : writers) {
                    writer.join();
                }
                all = stores.stored();
            }
            for (int i = 0; i < backups; i++) {
                try (Stores restored = Stores.open(restore("b" + i, "b" + i + "-keys"))) {
                    same(restored.stored(), all.subList(0, (int) restored.history().head()));
                    assertThat(restored.opened()).hasSizeGreaterThanOrEqualTo(400);
                }
            }
        }

        /** Whatever the order, something happens between two copies; only one order bears it. */
        @Test
        void copiesStateBeforeEventsAndEventsBeforeKeys() {
            try (Stores stores = Stores.with(temp.resolve("data"), 1)) {
                var next = new AtomicInteger(10);
                Progress meanwhile =
                        (what, done, total, unit) -> {
                            if (what.startsWith("Copying")) {
                                stores.register(next.incrementAndGet(), 0);
                                stores.reachHead();
                            }
                        };
                Backup.Taken taken = backUp(stores, "b", meanwhile);
                assertThat(taken.head()).isBetween(3L, stores.history().head());
            }
            try (Stores restored = Stores.open(restore("b", "b-keys"))) {
                assertThat(restored.opened()).hasSizeGreaterThanOrEqualTo(3);
            }
        }

        @Test
        void refusesASecondOneMeanwhile() {
            try (Stores stores = Stores.with(temp.resolve("data"), 1)) {
                List<String> refused = new CopyOnWriteArrayList<>();
                backUp(
                        stores,
                        "b",
                        (what, done, total, unit) -> refused.add(inAnotherThread(stores)));
                assertThat(refused).isNotEmpty().containsOnly("backup.running");
                assertThat(temp.resolve("c")).doesNotExist();
            }
        }

        private String inAnotherThread(Stores stores) {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return backUp(stores, "c").toString();
                                } catch (Refusal refusal) {
                                    return refusal.code();
                                }
                            })
                    .join();
        }
    }

    @Test
    void neverPutsKeysBesideEventsAndLetsNobodyElseLookInside() throws IOException {
        try (Stores stores = Stores.with(temp.resolve("data"), 2)) {
            backUp(stores, "b");
        }
        assertThat(names("b")).containsExactlyInAnyOrder("manifest.json", "events.db", "state.db");
        assertThat(names("b-keys"))
                .containsExactlyInAnyOrder("manifest.json", "keys.db", "master.keys");
        assertThat(mode("b")).isEqualTo("rwx------");
        assertThat(mode("b-keys/master.keys")).isEqualTo("rw-------");
        Path restored = restore("b", "b-keys");
        assertThat(mode("restored-b")).isEqualTo("rwx------");
        assertThat(mode("restored-b/master.keys")).isEqualTo("rw-------");
        assertThat(restored.resolve("version")).hasContent("3\n");
    }

    private List<String> names(String folder) throws IOException {
        try (var entries = Files.list(temp.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(name)));
    }

    @Test
    void goesOnWithRecordingAfterARestore() {
        try (Stores stores = Stores.with(temp.resolve("data"), 2)) {
            backUp(stores, "b");
        }
        try (Stores restored = Stores.open(restore("b", "b-keys"))) {
            restored.register(1, 2);
            assertThat(restored.opened()).hasSize(5);
        }
    }

    @Test
    void refusesPlacesItCannotUse() throws IOException {
        try (Stores stores = Stores.with(temp.resolve("data"), 1)) {
            var backup = new Backup(stores.root(), Clock.systemUTC(), QUIET);
            Path place = temp.resolve("b");
            refuses("backup.together", () -> backup.take(place, place));
            refuses("backup.together", () -> backup.take(place, place.resolve("keys")));
            refuses("backup.together", () -> backup.take(place.resolve("events"), place));
            refuses("backup.inside", () -> backup.take(stores.root().resolve("b"), place));
            refuses("backup.inside", () -> backup.take(place, stores.root().resolve("b")));
            Files.createDirectory(temp.resolve("there"));
            refuses("backup.exists", () -> backup.take(place, temp.resolve("there")));
            refuses("backup.exists", () -> backup.take(temp.resolve("there"), place));
        }
        Path empty = Files.createDirectory(temp.resolve("empty"));
        refuses(
                "backup.nothing",
                () ->
                        new Backup(empty, Clock.systemUTC(), QUIET)
                                .take(temp.resolve("b"), temp.resolve("k")));
        assertThat(temp.resolve("b")).doesNotExist();
    }

    /**
     * What was signed before what it is over, keys after it; the list that keeps who was erased.
     */
    @Test
    void namesInTheirOrderWhatIsCopiedByHandWhereEventsAreElsewhere() throws IOException {
        Path root = Files.createDirectory(temp.resolve("data"));
        new EventsElsewhere(root).mark("postgres");
        for (String first : List.of("state.db", "kehu_state")) {
            namesInTheirOrder(root, first, "kehu_keys", "keys.db");
            Files.createFile(root.resolve("keys.db"));
            namesInTheirOrder(root, first, "keys.db", "kehu_keys");
            Files.delete(root.resolve("keys.db"));
            new StateElsewhere(root).mark();
        }
    }

    private void namesInTheirOrder(Path root, String first, String keys, String notThem) {
        assertThatThrownBy(
                        () ->
                                new Backup(root, Clock.systemUTC(), QUIET)
                                        .take(temp.resolve("b"), temp.resolve("k")))
                .message()
                .containsSubsequence("access.db", "audit", first)
                .containsSubsequence(
                        keys, "master.keys", "erased.jsonl", "receipt.key", "audit.key")
                .doesNotContain(notThem);
    }
}
