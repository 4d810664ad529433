package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kehu.platform.backup.Stores;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.proof.Tampering.Bad;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Tampers with data directories as one would who may write every file. Sixty-five times in the
 * build; {@code -Dkehu.tamperings=1000} and more by hand.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the store that is tampered with")
class StoreTamperingTest {
    private static final int TAMPERINGS = Integer.getInteger("kehu.tamperings", 65);
    private static final int EVENTS = 1_300;

    @TempDir static Path temp;

    private static List<StoredEvent> events = List.of();
    private static Note newest = new Note("", List.of());
    private static VerifierKey key = SigningKey.fresh("none", VerifierKey.LOG).verifier();

    private static LogFolder folder(Path data) {
        return new LogFolder(data.resolve("audit"), data.resolve("audit.key"), "kehu/t");
    }

    @BeforeAll
    static void sign() {
        Path data = temp.resolve("data");
        try (Stores stores = Stores.with(data, EVENTS / 2)) {
            events = stores.stored();
            MerkleLog log = new MerkleLog(folder(data), new StoredLeaves(stores.history()));
            newest = log.checkpoint();
            key = log.key();
        }
    }

    private static StoreCheck.Proved check(Path data, Note... held) throws Damage {
        try (SqliteEventLog log =
                new SqliteEventLog(data.resolve("events.db"), Clock.systemUTC())) {
            return new StoreCheck(folder(data), log::readAfter, Optional.of(key), List.of(held))
                    .run(read -> {});
        }
    }

    @Test
    void provesWhatNobodyTouched() throws Exception {
        StoreCheck.Proved proved = check(temp.resolve("data"), newest);
        assertThat(proved.events()).isEqualTo(EVENTS).isEqualTo(proved.signed());
    }

    @Test
    void findsEveryTamperingAndNamesTheFirstBadEvent() throws Exception {
        new Tampering(temp.resolve("data"), "|events\\.db|audit.*", 13)
                .isFound(TAMPERINGS, StoreTamperingTest::tampered, data -> check(data, newest));
    }

    private static Bad tampered(int kind, Path data, Random random) throws Exception {
        int at = 1 + random.nextInt(EVENTS - 1);
        int other = at + 1 + random.nextInt(EVENTS - at);
        try (Connection db =
                DriverManager.getConnection("jdbc:sqlite:" + data.resolve("events.db"))) {
            run(db, "DROP TRIGGER event_never_changes");
            run(db, "DROP TRIGGER event_never_goes");
            return switch (kind) {
                case 0 -> column(db, random, at);
                case 1 -> payload(db, data, at, false);
                case 2 -> payload(db, data, at, true);
                case 3 -> {
                    run(db, "DELETE FROM event WHERE position=" + at);
                    yield new Bad(at);
                }
                case 4 -> {
                    run(db, "DELETE FROM event WHERE position=" + at);
                    shift(db, at, -1);
                    yield new Bad(at);
                }
                case 5 -> {
                    shift(db, at, 1);
                    String columns =
                            "stream_type,stream_id,%s,event_id,name,revision,subject,recorded_at,payload,meta,leaf";
                    run(
                            db,
                            "INSERT INTO event(position,%s) SELECT %d,%s FROM event WHERE position=%d"
                                    .formatted(
                                            columns.formatted("seq"),
                                            at,
                                            columns.formatted("seq+1000"),
                                            other + 1));
                    yield new Bad(at);
                }
                case 6 -> {
                    run(db, "UPDATE event SET position=-1 WHERE position=" + at);
                    run(db, "UPDATE event SET position=%d WHERE position=%d".formatted(at, other));
                    run(db, "UPDATE event SET position=%d WHERE position=-1".formatted(other));
                    yield new Bad(at);
                }
                case 7 -> {
                    run(db, "DELETE FROM event WHERE position>" + at);
                    yield new Bad(at + 1);
                }
                case 8 -> cutWithWhatWasSigned(db, data, at);
                case 9 -> signedByAnother(db, data, at);
                case 10 -> tile(data, random);
                case 11 -> {
                    Path file = data.resolve("audit/checkpoint");
                    Files.writeString(file, newest.toString().replace("\n1300\n", "\n1299\n"));
                    yield new Bad(0);
                }
                default -> bothHashes(db, data, at);
            };
        }
    }

    private static void run(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void shift(Connection db, int from, int by) throws SQLException {
        run(db, "UPDATE event SET position=-position WHERE position>=" + from);
        run(db, "UPDATE event SET position=%d-position WHERE position<0".formatted(by));
    }

    private static Bad column(Connection db, Random random, int at) throws SQLException {
        String change =
                List.of(
                                "recorded_at=recorded_at+1",
                                "seq=seq+1000",
                                "name='customer.opened'",
                                "revision='2'",
                                "subject='customer-nobody'",
                                "stream_type='contact'",
                                "stream_id=stream_id||'-x'",
                                "event_id=randomblob(16)",
                                "meta=CAST(meta||' ' AS BLOB)",
                                "leaf=randomblob(32)")
                        .get(random.nextInt(10));
        run(db, "UPDATE event SET " + change + " WHERE position=" + at);
        return new Bad(at);
    }

    private static StoredEvent changed(int at) {
        StoredEvent e = events.get(at - 1);
        byte[] payload = e.payload().clone();
        payload[payload.length - 1] = ' ';
        return new StoredEvent(
                e.position(),
                e.streamType(),
                e.stream(),
                e.seq(),
                e.eventId(),
                e.name(),
                e.revision(),
                e.subject(),
                e.recordedAt(),
                payload,
                e.meta(),
                e.leaf());
    }

    private static Bad payload(Connection db, Path data, int at, boolean withLeaf)
            throws SQLException {
        StoredEvent event = changed(at);
        byte[] leaf = Rfc6962.leaf(event.entry());
        try (var update =
                db.prepareStatement("UPDATE event SET payload=?, leaf=? WHERE position=?")) {
            update.setBytes(1, event.payload());
            update.setBytes(2, withLeaf ? leaf : event.leaf());
            update.setInt(3, at);
            update.executeUpdate();
        }
        return new Bad(at);
    }

    private static Path tileOf(Path data, int at) {
        int index = (at - 1) / 256;
        return data.resolve("audit/tile/0/00" + index + (index == 5 ? ".p/20" : ""));
    }

    /** Event, leaf and tile agree; then only the checkpoints around it tell. */
    private static Bad bothHashes(Connection db, Path data, int at)
            throws SQLException, IOException {
        payload(db, data, at, true);
        byte[] tile = Files.readAllBytes(tileOf(data, at));
        byte[] leaf = Rfc6962.leaf(changed(at).entry());
        System.arraycopy(leaf, 0, tile, (at - 1) % 256 * 32, 32);
        Files.write(tileOf(data, at), tile);
        return at <= 1_000 ? new Bad(1) : new Bad(1_001);
    }

    private static Bad tile(Path data, Random random) throws IOException {
        int at = 1 + random.nextInt(EVENTS);
        byte[] tile = Files.readAllBytes(tileOf(data, at));
        tile[(at - 1) % 256 * 32 + random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
        Files.write(tileOf(data, at), tile);
        return new Bad(at);
    }

    /** Only the checkpoint the auditor has kept tells. */
    private static Bad cutWithWhatWasSigned(Connection db, Path data, int at) throws Exception {
        run(db, "DELETE FROM event WHERE position>" + at);
        sign(data, at, SigningKey.parse(Files.readString(data.resolve("audit.key"))));
        assertThat(check(data).events()).isEqualTo(at);
        return new Bad(at + 1);
    }

    private static Bad signedByAnother(Connection db, Path data, int at) throws Exception {
        payload(db, data, at, true);
        SigningKey thief = SigningKey.fresh(key.name(), VerifierKey.LOG);
        Files.writeString(data.resolve("audit.key"), thief.text());
        sign(data, EVENTS, thief);
        return new Bad(0);
    }

    /** Everything made anew over what is in the store now. */
    private static void sign(Path data, int count, SigningKey by) throws Exception {
        Path kept = data.resolve("audit/checkpoints");
        Files.delete(kept);
        try (SqliteEventLog log =
                new SqliteEventLog(data.resolve("events.db"), Clock.systemUTC())) {
            TileTree tree = new TileTree(new TileFolder(data.resolve("audit/tile")), new Rows(0));
            tree.begin();
            for (byte[] leaf : log.leaves(0, count)) {
                tree.add(leaf);
            }
            tree.writeEdge();
            Checkpoint checkpoint = new Checkpoint(key.name(), count, tree.root());
            Files.writeString(
                    data.resolve("audit/checkpoint"), by.sign(checkpoint.note()).toString());
        }
    }

    /** Whoever stole it may sign whatever is not larger than what it signed last. */
    @Test
    void believesNoKeyThatWasFollowedByTheOneAnAuditorKnows() throws Exception {
        Path data = temp.resolve("retired");
        try (Stores stores = Stores.with(data, 5)) {
            MerkleLog log = new MerkleLog(folder(data), new StoredLeaves(stores.history()));
            Note before = log.checkpoint();
            log.changeKey();
            VerifierKey now = log.key();
            StoreCheck.Pages pages = stores.history()::readStored;
            StoreCheck check = new StoreCheck(folder(data), pages, Optional.of(now), List.of());
            assertThat(check.run(read -> {}).key()).hasToString(now.toString());
            Files.writeString(data.resolve("audit/checkpoint"), before.toString());
            Damage found = catchThrowableOfType(Damage.class, () -> check.run(read -> {}));
            assertThat(found).isNotNull();
            assertThat(found).hasMessageContaining("not signed by the key of this log");
        }
    }
}
