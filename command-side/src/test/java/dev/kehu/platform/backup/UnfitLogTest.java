package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.platform.accesslog.AccessJournal;
import dev.kehu.platform.backup.Restore.Restored;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.StoredLeaves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A backup says when it is taken what no restore would take; history goes all the same. */
class UnfitLogTest {
    private static final Progress QUIET = (what, done, total, unit) -> {};
    private static final int PAGE = 4096;

    @TempDir Path temp;

    private LogFolder folder(String name) {
        return new LogFolder(file(name), file(name + ".key"), "kehu/t/" + name);
    }

    private Path file(String name) {
        return temp.resolve("data").resolve(name);
    }

    private MerkleLog log(Stores stores) {
        return new MerkleLog(folder("audit"), new StoredLeaves(stores.history()));
    }

    /** Ten events and a look, signed. */
    @BeforeEach
    void sign() throws Exception {
        try (Stores stores = Stores.with(temp.resolve("data"), 5);
                AccessJournal journal =
                        new AccessJournal(file("access.db"), folder("access"), Clock.systemUTC())
                                .started()) {
            journal.record(Access.of(Instant.EPOCH, "ann", "/v1/x", "test", List.of("customer-1")));
            journal.log().checkpoint();
            log(stores).checkpoint();
        }
    }

    private Backup.Taken backUp() {
        return new Backup(temp.resolve("data"), Clock.systemUTC(), QUIET)
                .take(temp.resolve("b"), temp.resolve("k"));
    }

    private Restored restored() {
        return new Restore(temp.resolve("b"), temp.resolve("k"), QUIET)
                .into(temp.resolve("restored"));
    }

    @Test
    void leavesOutTheLogOfAStoreThatLacksWhatWasSigned() throws Exception {
        Path old = Files.copy(file("events.db"), temp.resolve("old.db"));
        try (Stores stores = Stores.open(temp.resolve("data"))) {
            stores.register(99, 0);
            log(stores).checkpoint();
        }
        Files.copy(old, file("events.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Stores stores = Stores.open(temp.resolve("data"))) {
            assertThat(log(stores).ailment().orElseThrow().code()).isEqualTo("audit.store-behind");
            Backup.Taken taken = backUp();
            assertThat(taken.proofs()).containsExactly("access");
            assertThat(taken.unfit())
                    .singleElement()
                    .asString()
                    .startsWith("audit: ")
                    .contains("11 events were signed, 10 are there");
        }
        Restored restored = restored();
        assertThat(restored.head()).isEqualTo(10);
        assertThat(restored.proofs()).containsExactly("access");
        assertThat(restored.begun()).containsExactly("audit");
        assertThat(restored.unfit()).isEmpty();
        assertThat(temp.resolve("restored/audit.key")).doesNotExist();
    }

    private void looksAreUnfit(String why) {
        Backup.Taken taken = backUp();
        assertThat(taken.proofs()).containsExactly("audit");
        assertThat(taken.unfit()).singleElement().asString().startsWith("access: ").contains(why);
        assertThat(temp.resolve("b/access")).doesNotExist();
        assertThat(temp.resolve("k/access.key")).doesNotExist();
    }

    private void edit(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file("access.db"));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER seen_never_changes");
            statement.execute(sql);
        }
    }

    @Test
    void leavesOutTheLogOfALookThatWasChanged() throws Exception {
        edit("UPDATE seen SET customer = 'customer-2'");
        looksAreUnfit("Look 1 was changed");
        Restored restored = restored();
        assertThat(restored.begun()).containsExactly("access");
        assertThat(restored.unfit())
                .as("nobody takes it for what it was because another log is begun over it")
                .singleElement()
                .asString()
                .contains("access: Look 1 was changed: the customers it is found by");
        assertThat(temp.resolve("restored/access.db")).exists();
    }

    @Test
    void takesHistoryWhereWhoLookedCannotBeRead() throws Exception {
        byte[] bytes = Files.readAllBytes(file("access.db"));
        Arrays.fill(bytes, PAGE, bytes.length, (byte) 0);
        Files.write(file("access.db"), bytes);
        looksAreUnfit("access.db is damaged");
        assertThat(temp.resolve("b/access.db")).doesNotExist();
        Restored restored = restored();
        assertThat(restored.proofs()).containsExactly("audit");
        assertThat(restored.begun()).isEmpty();
        assertThat(restored.head()).isEqualTo(10);
    }

    @Test
    void saysThatWhatWasSignedIsDamaged() throws Exception {
        Path checkpoint = file("access/checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n1\n", "\n2\n"));
        looksAreUnfit("wrong signature");
    }

    @Test
    void saysThatWhatWasSignedIsGone() throws Exception {
        Directories.delete(file("access"));
        looksAreUnfit("access.key is there, but what it signed is gone");
        assertThat(restored().begun()).containsExactly("access");
    }

    @Test
    void saysThatTheLooksAreGone() throws Exception {
        Files.delete(file("access.db"));
        looksAreUnfit("access.db, which it is over, is gone");
        assertThat(restored().begun()).isEmpty();
    }
}
