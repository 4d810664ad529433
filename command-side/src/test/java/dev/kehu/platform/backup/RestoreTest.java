package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.sealing.Tombstones;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class RestoreTest extends BackedUp {
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
