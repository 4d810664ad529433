package dev.kehu.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kehu.audit.api.Access;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.accesslog.AccessJournal;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.platform.proof.StoredLeaves;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.VerifierKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Backups carry what was signed, of history and of who looked, and the logs go on with it. */
class CarriedLogTest {
    private static final Progress QUIET = (what, done, total, unit) -> {};

    @TempDir Path temp;

    private static LogFolder folder(Path data, String name) {
        return new LogFolder(data.resolve(name), data.resolve(name + ".key"), "kehu/t/" + name);
    }

    private static AccessJournal journal(Path data) {
        return new AccessJournal(
                        data.resolve("access.db"), folder(data, "access"), Clock.systemUTC())
                .started();
    }

    private static MerkleLog log(Stores stores) {
        return new MerkleLog(folder(stores.root(), "audit"), new StoredLeaves(stores.history()));
    }

    private static void look(AccessJournal journal, String customer) {
        journal.record(Access.of(Instant.EPOCH, "ann", "/v1/x", "test", List.of(customer)));
    }

    private void backUp(Stores stores, Progress progress) {
        Backup.Taken taken =
                new Backup(stores.root(), Clock.systemUTC(), progress)
                        .take(temp.resolve("b"), temp.resolve("k"));
        assertThat(taken.proofs()).containsExactly("audit", "access");
    }

    private Path restored() {
        Path data = temp.resolve("restored");
        var restored = new Restore(temp.resolve("b"), temp.resolve("k"), QUIET).into(data);
        assertThat(restored.proofs()).containsExactly("audit", "access");
        return data;
    }

    private record Signed(Note history, VerifierKey key, Note looks, VerifierKey looksKey) {}

    private Signed taken() throws SQLException {
        Path data = temp.resolve("data");
        try (Stores stores = Stores.with(data, 700);
                AccessJournal journal = journal(data)) {
            for (int i = 0; i < 300; i++) look(journal, "customer-" + i);
            MerkleLog log = log(stores);
            Signed signed =
                    new Signed(
                            log.checkpoint(),
                            log.key(),
                            journal.log().checkpoint(),
                            journal.log().key());
            backUp(stores, QUIET);
            return signed;
        }
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void goesOnWhereItWasUnderAKeyThatFollows() throws Exception {
        Signed signed = taken();
        Path data = restored();
        assertThat(mode(data.resolve("access.key"))).isEqualTo("rw-------");
        assertThat(mode(data.resolve("access"))).isEqualTo("rwx------");
        assertThat(mode(temp.resolve("k/audit.key"))).isEqualTo("rw-------");
        assertThat(temp.resolve("b/audit.key")).doesNotExist();
        try (SqliteEventLog events =
                new SqliteEventLog(data.resolve("events.db"), Clock.systemUTC())) {
            Optional<VerifierKey> known = Optional.of(signed.key());
            StoreCheck check =
                    new StoreCheck(
                            folder(data, "audit"),
                            events::readAfter,
                            known,
                            List.of(signed.history()));
            assertThat(check.run(done -> {}).signed()).isEqualTo(1_400);
        }
        try (Stores stores = Stores.open(data);
                AccessJournal journal = journal(data)) {
            assertThat(journal.of(List.of("customer-7"), Long.MAX_VALUE, 9)).hasSize(1);
            look(journal, "customer-7");
            Note note = journal.log().checkpoint();
            assertThat(Checkpoint.of(note).size()).isEqualTo(301);
            assertThat(signed.looksKey().signed(note))
                    .as("the key before may have signed another tree of that size")
                    .isFalse();
            assertThat(journal.log().firstKey()).hasToString(signed.looksKey().toString());
            assertThat(journal.log().consistency(300, 301)).isNotEmpty();
            stores.register(9_999, 0);
            assertThat(Checkpoint.of(log(stores).checkpoint()).size()).isEqualTo(1_401);
        }
    }

    /** Who kept what was signed after the backup holds the proof of what is lost. */
    @Test
    void showsWhoKeptMoreWhatARestoreLost() throws Exception {
        taken();
        Note kept;
        try (Stores stores = Stores.open(temp.resolve("data"))) {
            stores.register(9_998, 0);
            kept = log(stores).checkpoint();
        }
        Path data = restored();
        for (int more = 0; more < 2; more++) {
            try (Stores stores = Stores.open(data)) {
                for (int i = 0; i < 3 * more; i++) stores.register(20_000 + i, 0);
                log(stores).checkpoint();
                StoreCheck check =
                        new StoreCheck(
                                folder(data, "audit"),
                                stores.history()::readStored,
                                Optional.empty(),
                                List.of(kept));
                Damage found = catchThrowableOfType(Damage.class, () -> check.run(done -> {}));
                assertThat(found.position()).isEqualTo(1_401);
                assertThat(found).hasMessageContaining("followed at 1400");
            }
        }
    }

    /** Something happens between every two copies; only one order bears it. */
    @Test
    void isConsistentWhileEventsAndLooksAreWrittenAndKeysChange() throws Exception {
        Path data = temp.resolve("data");
        try (Stores stores = Stores.with(data, 5);
                AccessJournal journal = journal(data)) {
            look(journal, "customer-0");
            MerkleLog log = log(stores);
            log.checkpoint();
            journal.log().checkpoint();
            var next = new AtomicInteger(100);
            Progress meanwhile =
                    (what, done, total, unit) -> {
                        if (what.startsWith("Copying")) {
                            stores.register(next.incrementAndGet(), 0);
                            look(journal, "customer-" + next);
                            log.changeKey();
                            journal.log().changeKey();
                        }
                    };
            backUp(stores, meanwhile);
            assertThat(next.get()).isGreaterThan(103);
        }
        Path back = restored();
        try (AccessJournal journal = journal(back)) {
            assertThat(journal.before(Long.MAX_VALUE, 9)).isNotEmpty();
            assertThat(journal.log().ailment()).isEmpty();
        }
    }

    private void edit(String file, String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve(file));
                var statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
        nameAnew("b");
    }

    /** As somebody would who wants to deceive: the manifest names what is there now. */
    private void nameAnew(String half) throws Exception {
        Path file = temp.resolve(half).resolve(Manifest.FILE);
        String manifest = Files.readString(file);
        var names = java.util.regex.Pattern.compile("\"name\" : \"([^\"]+)\"").matcher(manifest);
        while (names.find()) {
            String sha = Sha256.of(temp.resolve(half).resolve(names.group(1)), QUIET);
            int at = manifest.indexOf("\"sha256\" : \"", names.end()) + 12;
            manifest = manifest.substring(0, at) + sha + manifest.substring(at + 64);
        }
        Files.writeString(file, manifest);
    }

    private void refusesUnfit(String named) {
        assertThatThrownBy(this::restored)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("restore.proofs-unfit"))
                .hasMessageContaining(named);
        assertThat(temp.resolve("restored")).doesNotExist();
    }

    @Test
    void refusesALookThatWasTakenOut() throws Exception {
        taken();
        edit(
                "b/access.db",
                "DROP TRIGGER entry_never_goes",
                "DROP TRIGGER seen_never_goes",
                "DELETE FROM entry WHERE number > 290",
                "DELETE FROM seen WHERE number > 290");
        refusesUnfit("access.db");
    }

    @Test
    void refusesALookThatIsFoundByNobodyAnyMore() throws Exception {
        taken();
        edit(
                "b/access.db",
                "DROP TRIGGER seen_never_goes",
                "DELETE FROM seen WHERE customer = 'customer-7'");
        refusesUnfit("Look 8 was changed");
        assertThat(beginsAnew("access", "audit"))
                .singleElement()
                .asString()
                .startsWith("access: Look 8 was changed");
    }

    @Test
    void bringsHistoryBackWhereTheCopyOfWhoLookedIsDamaged() throws Exception {
        taken();
        byte[] bytes = Files.readAllBytes(temp.resolve("b/access.db"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(temp.resolve("b/access.db"), bytes);
        assertThatThrownBy(this::restored).hasMessageContaining("is not what was backed up");
        var restored =
                new Restore(temp.resolve("b"), temp.resolve("k"), Optional.empty(), false, QUIET)
                        .into(temp.resolve("anew"));
        assertThat(restored.proofs()).containsExactly("audit");
        assertThat(restored.begun()).isEmpty();
        assertThat(restored.unfit()).containsExactly("access: access.db did not come back");
        assertThat(temp.resolve("anew/access.db")).doesNotExist();
    }

    @Test
    void refusesAnEventThatWasChanged() throws Exception {
        taken();
        edit(
                "b/events.db",
                "DROP TRIGGER event_never_changes",
                "UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 77");
        refusesUnfit("Event 77 was changed");
        assertThat(beginsAnew("audit", "access"))
                .singleElement()
                .asString()
                .startsWith("audit: Event 77 was changed");
    }

    @Test
    void refusesEventsThatAreOlderThanWhatWasSigned() throws Exception {
        Path data = temp.resolve("data");
        try (Stores stores = Stores.with(data, 5);
                AccessJournal journal = journal(data)) {
            look(journal, "customer-0");
            journal.log().checkpoint();
            log(stores).checkpoint();
            backUp(stores, QUIET);
            stores.register(99, 0);
            Note ahead = log(stores).checkpoint();
            Files.writeString(temp.resolve("b/audit/checkpoint"), ahead.toString());
        }
        nameAnew("b");
        refusesUnfit("11");
    }

    @Test
    void refusesKeysFromBeforeTheLogsWereCarried() throws Exception {
        taken();
        Path manifest = temp.resolve("k").resolve(Manifest.FILE);
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"audit.key\"", "\"other\""));
        refusesUnfit("audit.key");
        assertThat(beginsAnew("audit", "access")).isEmpty();
    }

    /** Nothing but the proofs that do not fit goes; gives what is told of the rows. */
    private List<String> beginsAnew(String log, String other) {
        Path data = temp.resolve("anew");
        var restored =
                new Restore(temp.resolve("b"), temp.resolve("k"), Optional.empty(), false, QUIET)
                        .into(data);
        assertThat(restored.proofs()).containsExactly(other);
        assertThat(restored.begun()).containsExactly(log);
        assertThat(data.resolve(log)).doesNotExist();
        assertThat(data.resolve(log + ".key")).doesNotExist();
        assertThat(data.resolve(other + ".key")).exists();
        assertThat(data.resolve("access.db")).exists();
        return restored.unfit();
    }
}
