package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.UnknownOutcome;
import dev.kehu.platform.eventstore.row.EventTable;
import dev.kehu.platform.eventstore.row.SnapshotRow;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.Backend;
import dev.kehu.platform.postgres.Failures;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.postgres.Right;
import dev.kehu.platform.postgres.Sessions;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The event table in a PostgreSQL database. Any number of nodes append: each over one session of
 * its own, one group a round trip; the function gives the positions. A server that is away is asked
 * again with pauses, but no caller waits for them: until then it is told so at once. As long as it
 * is because a port has this many questions; most are answered elsewhere.
 */
public final class PostgresEventLog implements EventLog {
    /** Where a page ends before its limit, bytes of payload and metadata. */
    static final long PAGE_BYTES = 4 << 20;

    static final String SCHEMA = "kehu.";
    private static final String HEAD = "SELECT coalesce(max(position),0) FROM kehu.event";

    private final PostgresDatabase database;
    private final Migrations migrations;
    private final OwnerWrites owner;
    private final PostgresReaders readers;
    private final Clock clock;
    private final boolean toImport;
    private final Sessions<Session> sessions;
    private @Nullable Follower follower;
    private String storeId = "";
    private long opened = -1;
    private long answered;

    /**
     * @param running the role Kehu runs with; made and given its rights where an owner is named
     * @param owner who makes and upgrades the tables; the running role does where none is named
     */
    public PostgresEventLog(String url, Account running, @Nullable Account owner, Clock clock) {
        this(new PostgresDatabase(url, running, Limits.USUAL), owner, clock, false);
    }

    /** For an import, which may find half of itself there. */
    public static PostgresEventLog toImport(String url, Account running, @Nullable Account owner) {
        return new PostgresEventLog(
                new PostgresDatabase(url, running, Limits.USUAL), owner, Clock.systemUTC(), true);
    }

    /**
     * @param toImport an import that was not finished is no reason to refuse
     */
    PostgresEventLog(
            PostgresDatabase database, @Nullable Account owner, Clock clock, boolean toImport) {
        this(database, owner, clock, toImport, session -> {});
    }

    /**
     * @param right what a session needs before it writes
     */
    PostgresEventLog(
            PostgresDatabase database,
            @Nullable Account owner,
            Clock clock,
            boolean toImport,
            Right right) {
        this.database = database;
        Account owns = owner == null ? database.running() : owner;
        this.migrations = new Migrations(database, owns);
        this.owner = new OwnerWrites(database, owns, right);
        this.readers = new PostgresReaders(database);
        this.clock = clock;
        this.toImport = toImport;
        this.sessions =
                new Sessions<>(
                        () -> Session.over(database.forWriting()), right, this::left, Backend::end);
    }

    @Override
    public long open() {
        try {
            boolean first = opened < 0;
            long there = first ? looked() : opened;
            Session current = sessions.another();
            if (first) {
                storeId = PostgresDatabase.text(current.connection(), "SELECT id FROM kehu.store");
                answered = there;
                opened = there;
            }
            return PostgresDatabase.number(current.connection(), HEAD);
        } catch (SQLException e) {
            sessions.leave();
            throw opened < 0 ? database.cannotBeOpened(e) : Failures.unreachable(e);
        }
    }

    /** With the patience of an upgrade: what an import brought may not be vacuumed yet. */
    private long looked() throws SQLException {
        migrations.run();
        try (Connection patient = database.forOwner(database.running(), Migrations.PATIENCE)) {
            refuseHalfAnImport(patient);
            return checked(patient);
        }
    }

    private void refuseHalfAnImport(Connection connection) throws SQLException {
        if (!toImport
                && PostgresDatabase.text(connection, "SELECT importing FROM kehu.store")
                        .equals("t")) {
            throw new IllegalStateException(
                    "An import into this database was not finished; run ./kehu import again");
        }
    }

    /** Nothing may be missing; the count is read once, for it reads the whole index. */
    private static long checked(Connection connection) throws SQLException {
        if (PostgresDatabase.text(connection, "SHOW fsync").equals("off")) {
            throw new IllegalStateException(
                    "The database server runs with fsync off and can lose what it acknowledged;"
                            + " turn it on");
        }
        String counted =
                PostgresDatabase.text(
                        connection,
                        "SELECT count(*) || ' ' || coalesce(max(position),0) FROM kehu.event");
        String[] figures = counted.split(" ");
        if (!figures[0].equals(figures[1])) {
            throw new IllegalStateException(
                    "History has "
                            + figures[0]
                            + " events but its newest position is "
                            + figures[1]
                            + ": events are missing; restore a backup");
        }
        return Long.parseLong(figures[1]);
    }

    /** What was answered last may not be all there is. */
    private void left() {
        if (follower != null) {
            follower.doubt(answered);
        }
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        if (opened < 0) {
            throw new IllegalStateException("The event log is not open");
        }
        Session current = sessions.writable();
        try {
            List<Outcome> outcomes = current.append(group, clock.millis());
            sessions.used();
            outcomes.forEach(this::answered);
            return outcomes;
        } catch (UnknownOutcome e) {
            sessions.leave();
            throw e;
        } catch (SQLException e) {
            boolean undone = current.undone(e);
            if (!undone || Failures.demoted(e)) {
                sessions.leave();
            }
            throw undone ? Failures.nothingRecorded(e) : new UnknownOutcome(e);
        }
    }

    private void answered(Outcome outcome) {
        if (!outcome.stored().isEmpty()) {
            answered = outcome.stored().getLast().position();
        }
    }

    @Override
    public void adopt(String id) {
        sessions.leave(); // the owner's session needs the right now
        try {
            owner.adopt(id);
            storeId = id;
        } catch (SQLException e) {
            throw Failures.ofImport(e);
        }
    }

    @Override
    public void importAll(List<StoredEvent> events, long head) {
        EventLog.refuseHoles(events, head);
        sessions.leave();
        try {
            owner.insert(events, head);
        } catch (SQLException e) {
            throw Failures.ofImport(e);
        }
    }

    @Override
    public void imported() {
        sessions.leave();
        try {
            owner.finish();
        } catch (SQLException e) {
            throw Failures.ofImport(e);
        }
    }

    @Override
    public void follow(Consumer<List<StoredEvent>> others) {
        follower = new Follower(database, readers, sessions::pid, opened, others);
    }

    @Override
    public String storeId() {
        return storeId;
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
        change(SnapshotRow.KEEP.formatted(SCHEMA), insert -> SnapshotRow.bind(insert, snapshot));
    }

    @Override
    public void dropSnapshots(String subject) {
        change(SnapshotRow.DROP.formatted(SCHEMA), delete -> delete.setString(1, subject));
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    /** On the session, so that a group written next finds it as it is: whole, or left. */
    private void change(String sql, Binding binding) {
        Session current = sessions.ready();
        try (PreparedStatement change = current.connection().prepareStatement(sql)) {
            binding.to(change);
            change.executeUpdate();
        } catch (SQLException e) {
            sessions.leave();
            throw Failures.unreachable(e);
        }
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
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine", "PostgreSQL " + readers.text("SHOW server_version"));
        facts.put("format", readers.number("SELECT format FROM kehu.store"));
        EventTable.Extent extent = readers.extent();
        facts.put("events", extent.count());
        facts.put("head", extent.head());
        facts.put(
                "rights",
                readers.text(
                                        """
                                        SELECT has_table_privilege('kehu.event', 'INSERT,UPDATE,DELETE,TRUNCATE')
                                            OR pg_has_role((SELECT relowner FROM pg_class
                                                WHERE oid = 'kehu.event'::regclass), 'MEMBER')\
                                        """)
                                .equals("t")
                        ? "the running role may change tables; name an owner"
                        : APPEND_ONLY);
        return facts;
    }

    @Override
    public void close() {
        if (follower != null) {
            follower.close();
        }
        sessions.leave();
        readers.close();
    }
}
