package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.Access;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.StoreCheck;
import dev.kehu.platform.proof.Tampering;
import dev.kehu.platform.proof.Tampering.Bad;
import dev.kehu.verifier.Damage;
import dev.kehu.verifier.note.Note;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Tampers with the log of who looked as one would who may write every file. Twenty-eight times in
 * the build; with {@code -Dkehu.tamperings=1000} a quarter as many as of history.
 */
class AccessTamperingTest {
    private static final int KINDS = 14;
    private static final int TAMPERINGS =
            Math.max(2 * KINDS, Integer.getInteger("kehu.tamperings", 0) / 4);
    private static final int LOOKS = 1_300;

    @TempDir static Path temp;

    private static Note newest = new Note("", List.of());
    private static VerifierKey key = SigningKey.fresh("none", VerifierKey.LOG).verifier();

    private static LogFolder folder(Path data) {
        return new LogFolder(data.resolve("access"), data.resolve("access.key"), "t/access");
    }

    private static Access look(int number) {
        List<String> seen = List.of("customer-" + number % 40, "customer-x" + number);
        Instant at = Instant.ofEpochSecond(number);
        return Access.of(at, "reader-" + number % 7, "/v1/customers/{id}", "test", seen);
    }

    @BeforeAll
    static void sign() throws Exception {
        Path made = temp.resolve("made.db"), data = Files.createDirectory(temp.resolve("data"));
        try (AccessFile file = AccessFile.open(made)) {
            List<Access> all = new ArrayList<>();
            for (int number = 1; number <= LOOKS; number++) all.add(look(number));
            file.append(all);
            MerkleLog log = new MerkleLog(folder(data), file);
            newest = log.checkpoint();
            key = log.key();
        }
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + made)) {
            run(db, "VACUUM INTO '" + data.resolve("access.db") + "'");
        }
    }

    private static void run(Connection db, String... statements) throws SQLException {
        try (Statement statement = db.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }

    private static void check(Path data, Note... held) throws Damage {
        try (StoredLooks looks = StoredLooks.in(data.resolve("access.db"))) {
            new StoreCheck(folder(data), "look", looks::rows, Optional.of(key), List.of(held))
                    .run(read -> {});
            looks.refuseStrays();
        }
    }

    @Test
    void provesWhatNobodyTouched() throws Exception {
        check(temp.resolve("data"), newest);
    }

    @Test
    void findsEveryTamperingAndNamesTheFirstBadLook() throws Exception {
        new Tampering(temp.resolve("data"), ".*", KINDS)
                .isFound(TAMPERINGS, AccessTamperingTest::tampered, data -> check(data, newest));
    }

    private static Bad tampered(int kind, Path data, Random random) throws Exception {
        int at = 1 + random.nextInt(LOOKS - 1);
        int other = at + 1 + random.nextInt(LOOKS - at);
        try (Connection db =
                DriverManager.getConnection("jdbc:sqlite:" + data.resolve("access.db"))) {
            for (String never : List.of("changes", "goes")) {
                run(db, "DROP TRIGGER entry_never_" + never, "DROP TRIGGER seen_never_" + never);
            }
            return switch (kind) {
                case 0 -> column(db, random, at);
                case 1 -> rewritten(db, at, false);
                case 2 -> rewritten(db, at, true);
                case 3 -> {
                    run(db, "DELETE FROM entry WHERE number=" + at);
                    yield new Bad(at);
                }
                case 4 -> {
                    run(db, "DELETE FROM entry WHERE number=" + at);
                    run(db, "DELETE FROM seen WHERE number=" + at);
                    shift(db, at, -1);
                    yield new Bad(at);
                }
                case 5 -> inserted(db, at, other);
                case 6 -> swapped(db, at, other);
                case 7 -> {
                    run(
                            db,
                            "DELETE FROM entry WHERE number>" + at,
                            "DELETE FROM seen WHERE number>" + at);
                    yield new Bad(at + 1);
                }
                case 8 -> cutWithWhatWasSigned(db, data, at);
                case 9 -> signedByAnother(db, data, at);
                case 10 -> tile(data, random);
                case 11 -> {
                    Path file = data.resolve("access/checkpoint");
                    Files.writeString(file, newest.toString().replace("\n1300\n", "\n1299\n"));
                    yield new Bad(0);
                }
                case 12 -> seen(db, random, at);
                default -> allHashes(db, data, at);
            };
        }
    }

    private static Bad column(Connection db, Random random, int at) throws SQLException {
        List<String> changes =
                List.of(
                        "at=at+1",
                        "actor='somebody-else'",
                        "beyond=beyond+1",
                        "bytes=CAST(bytes||x'00' AS BLOB)",
                        "leaf=randomblob(32)");
        run(
                db,
                "UPDATE entry SET %s WHERE number=%d"
                        .formatted(changes.get(random.nextInt(changes.size())), at));
        return new Bad(at);
    }

    /** Another purpose for the same look: no column says it. */
    private static byte[] otherwise(int at) {
        Access real = look(at);
        return EntryBytes.of(
                at, Access.of(real.at(), real.actor(), real.view(), "tesu", real.customers()));
    }

    private static Bad rewritten(Connection db, int at, boolean withLeaf) throws SQLException {
        String sql = "UPDATE entry SET bytes=?" + (withLeaf ? ", leaf=?" : "") + " WHERE number=?";
        try (PreparedStatement update = db.prepareStatement(sql)) {
            update.setBytes(1, otherwise(at));
            if (withLeaf) update.setBytes(2, Rfc6962.leaf(otherwise(at)));
            update.setInt(withLeaf ? 3 : 2, at);
            update.executeUpdate();
        }
        return new Bad(at);
    }

    private static void shift(Connection db, int from, int by) throws SQLException {
        for (String table : List.of("entry", "seen")) {
            run(
                    db,
                    "UPDATE %s SET number=-number WHERE number>=%d".formatted(table, from),
                    "UPDATE %s SET number=%d-number WHERE number<0".formatted(table, by));
        }
    }

    private static Bad inserted(Connection db, int at, int other) throws SQLException {
        shift(db, at, 1);
        run(
                db,
                "INSERT INTO entry SELECT %d, at, actor, beyond, bytes, leaf FROM entry WHERE number=%d"
                        .formatted(at, other + 1),
                "INSERT INTO seen SELECT customer, %d FROM seen WHERE number=%d"
                        .formatted(at, other + 1));
        return new Bad(at);
    }

    private static Bad swapped(Connection db, int at, int other) throws SQLException {
        for (String table : List.of("entry", "seen")) {
            run(
                    db,
                    "UPDATE %s SET number=-1 WHERE number=%d".formatted(table, at),
                    "UPDATE %s SET number=%d WHERE number=%d".formatted(table, at, other),
                    "UPDATE %s SET number=%d WHERE number=-1".formatted(table, other));
        }
        return new Bad(at);
    }

    private static Bad seen(Connection db, Random random, int at) throws SQLException {
        return switch (random.nextInt(4)) {
            case 0 -> {
                run(db, "DELETE FROM seen WHERE number=" + at);
                yield new Bad(at);
            }
            case 1 -> {
                run(db, "INSERT INTO seen VALUES ('customer-framed', %d)".formatted(at));
                yield new Bad(at);
            }
            case 2 -> {
                run(
                        db,
                        "UPDATE seen SET customer='customer-framed' WHERE number=%d AND customer='customer-x%d'"
                                .formatted(at, at));
                yield new Bad(at);
            }
            default -> {
                int behind = LOOKS + at;
                run(db, "INSERT INTO seen VALUES ('customer-framed', %d)".formatted(behind));
                yield new Bad(behind);
            }
        };
    }

    /** Only the checkpoint the auditor has kept tells. */
    private static Bad cutWithWhatWasSigned(Connection db, Path data, int at) throws Exception {
        run(db, "DELETE FROM entry WHERE number>" + at, "DELETE FROM seen WHERE number>" + at);
        Directories.delete(data.resolve("access"));
        Files.createDirectory(data.resolve("access"));
        Files.createFile(data.resolve("access/beginning"));
        sign(data);
        check(data);
        return new Bad(at + 1);
    }

    private static Bad signedByAnother(Connection db, Path data, int at) throws Exception {
        rewritten(db, at, true);
        Directories.delete(data.resolve("access"));
        Files.delete(data.resolve("access.key"));
        sign(data);
        return new Bad(0);
    }

    /** Everything made anew over what is in the file now. */
    private static void sign(Path data) throws Damage {
        try (StoredLooks looks = StoredLooks.in(data.resolve("access.db"))) {
            new MerkleLog(folder(data), looks).checkpoint();
        }
    }

    private static Path tileOf(Path data, int at) {
        int index = (at - 1) / 256;
        return data.resolve("access/tile/0/00" + index + (index == 5 ? ".p/20" : ""));
    }

    private static Bad tile(Path data, Random random) throws IOException {
        int at = 1 + random.nextInt(LOOKS);
        byte[] tile = Files.readAllBytes(tileOf(data, at));
        tile[(at - 1) % 256 * 32 + random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
        Files.write(tileOf(data, at), tile);
        return new Bad(at);
    }

    /** Entry, leaf and tile agree; then only the checkpoints around it tell. */
    private static Bad allHashes(Connection db, Path data, int at) throws Exception {
        rewritten(db, at, true);
        byte[] tile = Files.readAllBytes(tileOf(data, at));
        System.arraycopy(Rfc6962.leaf(otherwise(at)), 0, tile, (at - 1) % 256 * 32, 32);
        Files.write(tileOf(data, at), tile);
        return at <= 1_000 ? new Bad(1) : new Bad(1_001);
    }
}
