package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.EventsElsewhere;
import dev.kehu.platform.datadir.StateElsewhere;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.Tombstones;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class BackupTest {
    private static final Progress QUIET = (what, done, total, unit) -> {};

    @TempDir Path temp;

    private Backup.Taken backUp(Stores stores, String name) {
        return backUp(stores, name, QUIET);
    }

    private Backup.Taken backUp(Stores stores, String name, Progress progress) {
        return new Backup(stores.root(), Clock.systemUTC(), progress)
                .take(temp.resolve(name), temp.resolve(name + "-keys"));
    }

    private Path restore(String name, String keys) {
        Path data = temp.resolve("restored-" + name);
        return new Restore(temp.resolve(name), temp.resolve(keys), QUIET).into(data).data();
    }

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

    @Nested
    class ARestore {
        @Test
        void takesNewerKeysSoThatWhatWasErasedSinceStaysErased() throws Exception {
            try (Stores stores = Stores.with(temp.resolve("data"), 2)) {
                backUp(stores, "old");
                stores.register(7, 0);
            }
            sql(
                    temp.resolve("data/keys.db"),
                    "INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key"
                            + " WHERE subject='customer-1'",
                    "DELETE FROM subject_key WHERE subject='customer-1'");
            try (Stores stores = Stores.open(temp.resolve("data"))) {
                backUp(stores, "new");
            }
            try (Stores restored = Stores.open(restore("old", "new-keys"))) {
                assertThat(restored.opened()).hasSize(4);
                assertThat(restored.opened().get(3).payload().toString()).contains("name=null");
                assertThat(restored.opened().get(1).payload().toString()).contains("Ann Example");
            }
        }

        /** Neither events nor keys of the backup know of the erasure; the list beside them does. */
        @Test
        void takesTheListOfErasuresSoThatNobodyComesBack() throws Exception {
            try (Stores stores = Stores.with(temp.resolve("data"), 2)) {
                backUp(stores, "old");
            }
            Path list = temp.resolve("elsewhere.jsonl");
            List<String> one = List.of("customer-1");
            new Tombstones(List.of(list))
                    .add(new Tombstones.Stone("s", "erasure-1", Instant.EPOCH, false, one, one));
            Path data =
                    new Restore(
                                    temp.resolve("old"),
                                    temp.resolve("old-keys"),
                                    Optional.of(list),
                                    true,
                                    QUIET)
                            .into(temp.resolve("again"))
                            .data();
            assertThat(Tombstones.in(data.resolve("erased.jsonl"))).hasSize(1);
            try (Stores restored = Stores.open(data)) {
                assertThat(restored.opened().get(3).payload().toString()).contains("name=null");
                assertThat(restored.opened().get(1).payload().toString()).contains("Ann Example");
            }
        }

        @Test
        void refusesAListThatIsNotThere() {
            try (Stores stores = Stores.with(temp.resolve("data"), 1)) {
                backUp(stores, "old");
            }
            refuses(
                    "restore.no-list",
                    () ->
                            new Restore(
                                            temp.resolve("old"),
                                            temp.resolve("old-keys"),
                                            Optional.of(temp.resolve("nowhere")),
                                            true,
                                            QUIET)
                                    .into(temp.resolve("again")));
        }

        @Test
        void knowsAKeyOfWhatWasErasedSinceForALoss() throws Exception {
            try (Stores stores = Stores.with(temp.resolve("data"), 2)) {
                backUp(stores, "old");
            }
            sql(
                    temp.resolve("data/keys.db"),
                    "INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key"
                            + " WHERE subject='customer-1'",
                    "DELETE FROM subject_key WHERE subject='customer-1'");
            try (KeyFile now = KeyFile.open(temp.resolve("data/keys.db"));
                    KeyFile old = KeyFile.open(temp.resolve("old-keys/keys.db"))) {
                assertThat(now.covers(old)).isTrue();
                assertThat(old.covers(now)).isFalse();
            }
        }

        @Test
        void refusesKeysThatAreOlderThanTheEvents() {
            try (Stores stores = Stores.with(temp.resolve("data"), 2)) {
                backUp(stores, "old");
                stores.register(7, 0);
                backUp(stores, "new");
            }
            refuses("restore.keys-missing", () -> restore("new", "old-keys"));
            assertThat(temp.resolve("restored-new")).doesNotExist();
            assertThat(temp.resolve("restored-new.kehu-part")).doesNotExist();
        }

        @Test
        void refusesKeysOfAnotherStore() {
            twoStores();
            refuses("backup.other-store", () -> restore("one", "two-keys"));
        }

        @Test
        void refusesMasterKeysOfAnotherStore() throws Exception {
            twoStores();
            Files.copy(
                    temp.resolve("two-keys/master.keys"),
                    temp.resolve("one-keys/master.keys"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            refuses("backup.damaged", () -> restore("one", "one-keys"));
            signAgain("one-keys", "master.keys");
            refuses("backup.keys-unfit", () -> restore("one", "one-keys"));
        }

        private void twoStores() {
            for (String name : List.of("one", "two")) {
                try (Stores stores = Stores.with(temp.resolve("data-" + name), 1)) {
                    backUp(stores, name);
                }
            }
        }

        @Test
        void refusesStateThatIsAheadOfTheEvents() throws Exception {
            taken();
            sql(temp.resolve("b/state.db"), "insert into token values('test', 0, 3, null)");
            refuses("backup.damaged", () -> restore("b", "b-keys"));
            signAgain("b", "state.db");
            refuses("restore.state-ahead", () -> restore("b", "b-keys"));
            sql(temp.resolve("b/state.db"), "update token set position = 2");
            signAgain("b", "state.db");
            restore("b", "b-keys");
        }

        @Test
        void refusesAnyFileThatWasChangedOrLost() throws IOException {
            taken();
            for (String name :
                    List.of("b/events.db", "b/state.db", "b-keys/keys.db", "b-keys/master.keys")) {
                Path file = temp.resolve(name);
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
                refuses("backup.damaged", () -> restore("b", "b-keys"));
                bytes[bytes.length / 2] ^= 1;
                Files.delete(file);
                refuses("backup.damaged", () -> restore("b", "b-keys"));
                Files.write(file, bytes);
            }
            restore("b", "b-keys");
        }

        @Test
        void refusesEventsThatAreNotThoseOfTheManifest() throws Exception {
            taken();
            sql(
                    temp.resolve("b/events.db"),
                    "DROP TRIGGER event_never_goes",
                    "DELETE FROM event WHERE position=1");
            signAgain("b", "events.db");
            refuses("backup.damaged", () -> restore("b", "b-keys"));
        }

        @Test
        void refusesWhatIsNoFinishedBackup() throws IOException {
            taken();
            refuses("backup.none", () -> restore("nothing", "b-keys"));
            refuses("backup.none", () -> restore("b", "nothing"));
            refuses("backup.wrong-half", () -> restore("b-keys", "b-keys"));
            refuses("backup.wrong-half", () -> restore("b", "b"));
            edit("b/manifest.json", "\"format\" : 1", "\"format\" : 2");
            refuses("backup.newer", () -> restore("b", "b-keys"));
            edit("b/manifest.json", "\"format\" : 2", "\"format\" : 1");
            edit("b/manifest.json", "\"data\" : 3", "\"data\" : 4");
            refuses("backup.newer", () -> restore("b", "b-keys"));
            Files.writeString(temp.resolve("b/manifest.json"), "{\"kehu\":\"ba");
            refuses("backup.damaged", () -> restore("b", "b-keys"));
        }

        @Test
        void refusesADirectoryThatIsNotEmptyAndLeavesItAlone() throws IOException {
            taken();
            Path data = Files.createDirectory(temp.resolve("restored-b"));
            Files.writeString(data.resolve("thesis.txt"), "x");
            refuses("restore.not-empty", () -> restore("b", "b-keys"));
            assertThat(data).isDirectoryContaining("glob:**/thesis.txt");
            Files.delete(data.resolve("thesis.txt"));
            restore("b", "b-keys");
        }

        private void taken() {
            try (Stores stores = Stores.with(temp.resolve("data"), 1)) {
                backUp(stores, "b");
            }
        }

        /** As somebody would who wants to deceive: the manifest names what is there now. */
        private void signAgain(String folder, String name) throws IOException {
            Path manifest = temp.resolve(folder).resolve(Manifest.FILE);
            String sha = Sha256.of(temp.resolve(folder).resolve(name), QUIET);
            String text = Files.readString(manifest);
            int at = text.indexOf("\"sha256\" : \"", text.indexOf('"' + name + '"')) + 12;
            Files.writeString(manifest, text.substring(0, at) + sha + text.substring(at + 64));
        }

        private void edit(String name, String from, String to) throws IOException {
            Path file = temp.resolve(name);
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.write(file, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
        }

        private void sql(Path file, String... statements) throws SQLException {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
