package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.UnknownOutcome;
import dev.kehu.platform.eventstore.row.EventRow;
import dev.kehu.platform.eventstore.row.SnapshotRow;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The event table in one SQLite file. Exactly one connection writes, on the writer thread: a second
 * one would starve it.
 */
public final class SqliteEventLog implements EventLog {
    /** Format of the file written by this build. */
    public static final int FORMAT = SqliteSchema.VERSION;

    /** Where a page ends before its limit, bytes of payload and metadata. */
    static final long PAGE_BYTES = 16 << 20;

    private static final int UUID_BYTES = 16;

    private final SqliteFile file;
    private final SqliteReaders readers;
    private final LogBound bound;
    private final Clock clock;
    private @Nullable Writer writer;
    private String storeId = "";
    private long lastRecordedAt;
    private long head;

    public SqliteEventLog(Path path, Clock clock) {
        this(path, clock, LogBound.MOST_BYTES);
    }

    SqliteEventLog(Path path, Clock clock, long mostLogBytes) {
        this.file = new SqliteFile(path);
        this.bound = new LogBound(path, mostLogBytes);
        this.readers = new SqliteReaders(file);
        this.clock = clock;
    }

    /** The write connection with what it prepared. */
    private record Writer(
            Connection connection,
            PreparedStatement begin,
            PreparedStatement commit,
            PreparedStatement rollback,
            PreparedStatement insert,
            PreparedStatement lastSeq,
            Heads heads) {
        static Writer on(Connection connection) throws SQLException {
            return new Writer(
                    connection,
                    connection.prepareStatement("BEGIN IMMEDIATE"),
                    connection.prepareStatement("COMMIT"),
                    connection.prepareStatement("ROLLBACK"),
                    connection.prepareStatement(SqliteSchema.INSERT),
                    connection.prepareStatement(
                            "SELECT coalesce(max(seq),-1) FROM event WHERE stream_id=?"),
                    new Heads());
        }

        /** The driver keeps what nobody closes for as long as the connection lives. */
        void close() {
            for (PreparedStatement statement : List.of(begin, commit, rollback, insert, lastSeq)) {
                try {
                    statement.close();
                } catch (SQLException ignored) {
                    // it failed already, or its connection did
                }
            }
        }
    }

    @Override
    public long open() {
        try {
            if (writer != null) {
                SqliteFile.closeQuietly(writer.connection());
            }
            Connection connection = file.connectForWriting();
            prepare(connection);
            writer = Writer.on(connection);
            storeId = SqliteFile.text(connection, "SELECT id FROM store");
            head = SqliteFile.number(connection, "SELECT coalesce(max(position),0) FROM event");
            long count = SqliteFile.number(connection, "SELECT count(*) FROM event");
            if (count != head) {
                throw new IllegalStateException(
                        "History has "
                                + count
                                + " events but its newest position is "
                                + head
                                + ": events are missing; restore a backup");
            }
            lastRecordedAt =
                    SqliteFile.number(
                            connection, "SELECT recorded_at FROM event WHERE position=" + head);
            return head;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Makes no file: an empty one without keys beside it would count as history. */
    @Override
    public boolean untouched() {
        return Files.notExists(file.path());
    }

    private static void prepare(Connection connection) throws SQLException {
        long version = SqliteFile.number(connection, "PRAGMA user_version");
        if (version > SqliteSchema.VERSION) {
            throw new IllegalStateException(
                    "events.db was written by a newer Kehu (format "
                            + version
                            + ", known: "
                            + SqliteSchema.VERSION
                            + "); start that one");
        }
        for (String sql : SqliteSchema.TABLES) {
            SqliteFile.execute(connection, sql);
        }
        SqliteFile.execute(connection, "PRAGMA user_version=" + SqliteSchema.VERSION);
        SqliteFile.execute(
                connection,
                "INSERT INTO store(id) SELECT 'store-"
                        + UUID.randomUUID()
                        + "' WHERE NOT EXISTS (SELECT 1 FROM store)");
    }

    /** Sets something else for the connection that writes, until it is opened again. */
    void pragma(String setting) throws SQLException {
        SqliteFile.execute(opened().connection(), "PRAGMA " + setting);
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        Writer w = opened();
        long now = Math.max(lastRecordedAt, clock.millis());
        List<Outcome> outcomes;
        try {
            w.begin().execute();
            outcomes = insertAll(w, group, head, now);
        } catch (SQLException | RuntimeException e) {
            undo(w);
            throw e instanceof SQLException sql ? unavailable(sql) : (RuntimeException) e;
        }
        try {
            w.commit().execute(); // the fsync: synchronous=FULL syncs the log here
        } catch (SQLException e) {
            undo(w);
            throw full(e) ? unavailable(e) : new UnknownOutcome(e);
        }
        lastRecordedAt = now;
        for (Outcome outcome : outcomes) {
            head += outcome.stored().size();
        }
        bound.keep(w.connection());
        return outcomes;
    }

    @Override
    public void adopt(String id) {
        Writer w = opened();
        try (PreparedStatement update =
                w.connection()
                        .prepareStatement(
                                "UPDATE store SET id=? WHERE NOT EXISTS (SELECT 1 FROM event)")) {
            update.setString(1, id);
            if (update.executeUpdate() == 0) {
                throw new IllegalStateException("A store with history keeps its name");
            }
            storeId = id;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void importAll(List<StoredEvent> events, long head) {
        EventLog.refuseHoles(events, head);
        Writer w = opened();
        try {
            w.begin().execute();
            for (StoredEvent event : events) {
                if (insert(w.insert(), event) == 0) {
                    throw new IllegalArgumentException(
                            "position %d repeats a place of a stream".formatted(event.position()));
                }
            }
            w.commit().execute();
        } catch (SQLException | RuntimeException e) {
            undo(w);
            throw e instanceof SQLException sql ? unavailable(sql) : (RuntimeException) e;
        }
        w.heads().forgetAll();
        if (!events.isEmpty()) {
            lastRecordedAt = events.getLast().recordedAt();
            this.head = events.getLast().position();
        }
    }

    private Writer opened() {
        Writer w = writer;
        if (w == null) {
            throw new IllegalStateException("The event log is not open");
        }
        return w;
    }

    private static List<Outcome> insertAll(Writer w, List<Append> group, long head, long now)
            throws SQLException {
        List<Outcome> outcomes = new ArrayList<>(group.size());
        long next = head + 1;
        for (Append member : group) {
            Outcome outcome = insertMember(w, member, next, now);
            next += outcome.stored().size();
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private static Outcome insertMember(Writer w, Append member, long first, long now)
            throws SQLException {
        for (Map.Entry<String, Long> expected : member.expectedHeads().entrySet()) {
            long seq = w.heads().of(expected.getKey(), stream -> lastSeq(w, stream));
            if (seq != expected.getValue()) {
                return Outcome.moved(expected.getKey());
            }
        }
        boolean several = member.drafts().size() > 1;
        if (several) {
            SqliteFile.execute(w.connection(), "SAVEPOINT member");
        }
        List<StoredEvent> stored = new ArrayList<>(member.drafts().size());
        Outcome outcome = Outcome.of(stored);
        for (Draft draft : member.drafts()) {
            StoredEvent event = draft.at(first + stored.size(), now);
            if (insert(w.insert(), event) == 0) {
                outcome = Outcome.taken(draft.stream(), draft.seq());
                member.drafts().forEach(each -> w.heads().forget(each.stream()));
                break;
            }
            w.heads().moved(draft.stream(), draft.seq());
            stored.add(event);
        }
        if (several) {
            if (outcome.refused() != null) {
                SqliteFile.execute(w.connection(), "ROLLBACK TO member");
            }
            SqliteFile.execute(w.connection(), "RELEASE member");
        }
        return outcome;
    }

    private static long lastSeq(Writer w, String stream) throws SQLException {
        w.lastSeq().setString(1, stream);
        try (ResultSet rows = w.lastSeq().executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static int insert(PreparedStatement insert, StoredEvent event) throws SQLException {
        EventRow.bind(insert, event, SqliteEventLog::bindId);
        return insert.executeUpdate();
    }

    private static void bindId(PreparedStatement insert, UUID id) throws SQLException {
        insert.setBytes(
                EventRow.ID,
                ByteBuffer.allocate(UUID_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    /** Rolls back, and prepares anew: the driver closes a statement that failed. */
    private void undo(Writer w) {
        try {
            w.rollback().execute();
        } catch (SQLException ignored) {
            // some errors have rolled back already; the first exception tells what happened
        }
        w.close();
        try {
            writer = Writer.on(w.connection());
        } catch (SQLException ignored) {
            // then the next write fails too, and comes here again
        }
    }

    private static boolean full(SQLException e) {
        return e instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
    }

    private static RuntimeException unavailable(SQLException e) {
        return full(e)
                ? new StoreUnavailable(
                        "store.full",
                        "The disk is full; nothing was recorded. Free space, then try again",
                        e)
                : new StoreUnavailable(
                        "store.failed", "The event store failed; nothing was recorded", e);
    }

    @Override
    public List<StoredEvent> readAfter(long position, int limit) {
        return readers.page(position, limit, PAGE_BYTES);
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSeq) {
        return readers.stream(stream, fromSeq);
    }

    @Override
    public Tail readTail(String stream) {
        return readers.tail(stream);
    }

    @Override
    public void keep(Snapshot snapshot) {
        change(SnapshotRow.KEEP.formatted(""), insert -> SnapshotRow.bind(insert, snapshot));
    }

    @Override
    public void dropSnapshots(String subject) {
        change(SnapshotRow.DROP.formatted(""), delete -> delete.setString(1, subject));
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private void change(String sql, Binding binding) {
        try (PreparedStatement change = opened().connection().prepareStatement(sql)) {
            binding.to(change);
            change.executeUpdate();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** The data directory is locked against other processes. */
    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public boolean checksHeads() {
        return true;
    }

    @Override
    public List<StoredEvent> readSubject(String subject) {
        return readers.subject(subject);
    }

    @Override
    public long lastSeq(String stream) {
        return readers.lastSeq(stream);
    }

    @Override
    public @Nullable StoredEvent at(String stream, long seq) {
        return readers.at(stream, seq);
    }

    @Override
    public long head() {
        return readers.head();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", "SQLite " + readers.text("SELECT sqlite_version()"));
        facts.put("format", SqliteSchema.VERSION);
        facts.put("events", readers.count());
        facts.put("head", head());
        facts.put("integrity", readers.text("PRAGMA quick_check(1)"));
        return facts;
    }

    @Override
    public void close() {
        readers.close();
        if (writer != null) {
            SqliteFile.closeQuietly(writer.connection());
            writer = null;
        }
    }
}
