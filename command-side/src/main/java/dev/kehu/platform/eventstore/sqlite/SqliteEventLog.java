package dev.kehu.platform.eventstore.sqlite;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.UnknownOutcome;
import dev.kehu.platform.eventstore.row.EventTable;
import dev.kehu.platform.eventstore.row.SnapshotRow;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The event table in one SQLite file. Exactly one connection writes, on the writer thread: a second
 * one would starve it; another one copies the write-ahead log. As long as it is because a port has
 * this many questions; each is answered elsewhere.
 */
public final class SqliteEventLog implements EventLog {
    /** Format of the file written by this build. */
    public static final int FORMAT = SqliteSchema.VERSION;

    /** Where a page ends before its limit, bytes of payload and metadata. */
    static final long PAGE_BYTES = 4 << 20;

    private static final String SEE_TO_THE_DISK = "See to the disk, then start Kehu again";

    private final SqliteFile file;
    private final SqliteReaders readers;
    private final LogSizes sizes;
    private final RecordedTime time;
    private @Nullable SqliteWriter writer;
    private volatile @Nullable Checkpoints checkpoints;
    private String storeId = "";
    private long head;

    public SqliteEventLog(Path path, Clock clock) {
        this(path, clock, LogSizes.USUAL);
    }

    SqliteEventLog(Path path, Clock clock, LogSizes sizes) {
        this.file = new SqliteFile(path);
        this.sizes = sizes;
        this.readers = new SqliteReaders(file);
        this.time = new RecordedTime(clock);
    }

    @Override
    public long open() {
        try {
            if (writer != null) {
                SqliteFile.closeQuietly(writer.connection());
            }
            Connection connection = file.connectForWriting();
            SqliteSchema.bringAbout(connection);
            writer = SqliteWriter.on(connection);
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
            time.reached(
                    SqliteFile.number(
                            connection, "SELECT recorded_at FROM event WHERE position=" + head));
            if (checkpoints == null) {
                checkpoints = Checkpoints.of(file, sizes);
            }
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
        SqliteWriter w = opened();
        long now = time.next();
        List<Outcome> outcomes;
        try {
            w.begin().execute();
            outcomes = w.insertAll(group, head, now);
        } catch (SQLException | RuntimeException e) {
            writer = w.undone();
            throw e instanceof SQLException sql ? unavailable(sql) : (RuntimeException) e;
        }
        try {
            w.commit().execute(); // the fsync: synchronous=FULL syncs the log here
        } catch (SQLException e) {
            writer = w.undone();
            throw full(e) ? unavailable(e) : new UnknownOutcome(e);
        }
        time.reached(now);
        for (Outcome outcome : outcomes) {
            head += outcome.stored().size();
            outcome.stored().forEach(this::written);
        }
        committed(w.connection());
        return outcomes;
    }

    @Override
    public void adopt(String id) {
        SqliteWriter w = opened();
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
        SqliteWriter w = opened();
        try {
            w.begin().execute();
            for (StoredEvent event : events) {
                if (!w.insert(event)) {
                    throw new IllegalArgumentException(
                            "position %d repeats a place of a stream".formatted(event.position()));
                }
            }
            w.commit().execute();
        } catch (SQLException | RuntimeException e) {
            writer = w.undone();
            throw e instanceof SQLException sql ? unavailable(sql) : (RuntimeException) e;
        }
        w.heads().forgetAll();
        if (!events.isEmpty()) {
            time.reached(events.getLast().recordedAt());
            this.head = events.getLast().position();
        }
        events.forEach(this::written);
        committed(w.connection());
    }

    private boolean isBroken() {
        Checkpoints current = checkpoints;
        return current != null && current.isBroken();
    }

    /** A disk that failed takes nothing until the next start, so no event, snapshot or import. */
    @Override
    public Optional<String> ailment() {
        return isBroken() ? Optional.of("store.failed: " + SEE_TO_THE_DISK) : Optional.empty();
    }

    /** For a test of what a failing disk does. */
    @Nullable Checkpoints checkpoints() {
        return checkpoints;
    }

    private void written(StoredEvent event) {
        if (checkpoints != null) {
            checkpoints.written(event);
        }
    }

    private void committed(Connection connection) {
        if (checkpoints != null) {
            checkpoints.committed(connection);
        }
    }

    private SqliteWriter opened() {
        SqliteWriter w = writer;
        if (w == null) {
            throw new IllegalStateException("The event log is not open");
        }
        if (isBroken()) {
            throw new StoreUnavailable(
                    "store.failed", "The disk failed; nothing was recorded. " + SEE_TO_THE_DISK);
        }
        return w;
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
    public List<byte[]> leaves(long position, int limit) {
        return readers.leaves(position, limit);
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
        SqliteWriter w = opened();
        try (PreparedStatement change = w.connection().prepareStatement(sql)) {
            binding.to(change);
            change.executeUpdate();
            committed(w.connection());
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
    public List<StoredEvent> readSubject(String subject, long position, int limit) {
        return readers.page(subject, position, limit, PAGE_BYTES);
    }

    @Override
    public List<StoredEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return readers.subjects(subject, position, last, limit, PAGE_BYTES);
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return readers.subjectBehind(subject, events);
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
    public long logBytes() {
        return file.log().length();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", "SQLite " + readers.text("SELECT sqlite_version()"));
        facts.put("format", SqliteSchema.VERSION);
        EventTable.Extent extent = readers.extent();
        facts.put("events", extent.count());
        facts.put("head", extent.head());
        facts.put("integrity", readers.text("PRAGMA integrity_check(1)"));
        return facts;
    }

    @Override
    public void close() {
        readers.close();
        if (checkpoints != null) {
            checkpoints.end();
        }
        boolean broken = isBroken();
        if (writer != null && !broken) {
            SqliteFile.closeQuietly(writer.connection());
        }
        writer = null;
        if (checkpoints != null && !broken) {
            checkpoints.release();
        }
        checkpoints = null;
    }
}
