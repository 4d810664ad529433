package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.StateDatabase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keys in the schema {@code kehu_keys} of PostgreSQL. Making a key and erasing a person take the
 * same lock, so that no key is made for who is being erased, by whatever node.
 */
final class KeysInDatabase implements KeyStore {
    private static final int REWRAPPED_AT_ONCE = 250; // the writer of events waits for a page

    /** None of those by which one Kehu holds the database: it would wait for itself. */
    private static final String LOCK = "select pg_advisory_xact_lock(7739837720231210605)";

    private static final String SELECT = "select key_id, subject, kek, wrapped from subject_key ";

    private static final String NEXT_EPOCH = SELECT + "where kek > ? order by kek limit 1";

    private final StateDatabase database;
    private final Wrapping wrapping;

    KeysInDatabase(StateDatabase database, MasterKeys masters) {
        this.database = database;
        this.wrapping = new Wrapping(masters);
    }

    @Override
    public Optional<SubjectKey> newest(String subject) {
        return find("where subject = ? order by number desc limit 1", subject);
    }

    @Override
    public Optional<SubjectKey> byId(UUID id) {
        return find("where key_id = ?", (Object) SubjectKey.bytes(id));
    }

    private Optional<SubjectKey> find(String which, Object... parameters) {
        return database.read(c -> Sql.list(c, SELECT + which, this::key, parameters)).stream()
                .findFirst();
    }

    private SubjectKey key(ResultSet row) throws SQLException {
        return wrapping.opened(row.getBytes(1), row.getString(2), row.getInt(3), row.getBytes(4));
    }

    @Override
    public boolean opens() {
        for (int epoch = 0; ; ) {
            long before = epoch;
            List<Wrapped> next = database.read(c -> Sql.list(c, NEXT_EPOCH, Wrapped::of, before));
            if (next.isEmpty()) {
                return true;
            }
            Wrapped row = next.getFirst();
            if (!wrapping.opens(row.kek(), row.id(), row.wrapped())) {
                return false;
            }
            epoch = row.kek();
        }
    }

    private record Wrapped(byte[] id, int kek, byte[] wrapped) {
        static Wrapped of(ResultSet row) throws SQLException {
            return new Wrapped(row.getBytes(1), row.getInt(3), row.getBytes(4));
        }
    }

    boolean isEmpty() {
        return !holds("select 1 from subject_key limit 1")
                && !holds("select 1 from tombstone limit 1");
    }

    @Override
    public boolean hasTombstone(UUID id) {
        return holds("select 1 from tombstone where key_id = ?", (Object) SubjectKey.bytes(id));
    }

    @Override
    public boolean hasTombstoneOf(String subject) {
        return holds("select 1 from tombstone where subject = ? limit 1", subject);
    }

    private boolean holds(String sql, Object... parameters) {
        return !database.read(c -> Sql.list(c, sql, row -> row.getInt(1), parameters)).isEmpty();
    }

    @Override
    public Set<String> erased() {
        return database
                .read(c -> Sql.list(c, "select subject from erased", row -> row.getString(1)))
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public void insert(Collection<SubjectKey> fresh, long now) {
        int epoch = wrapping.newest();
        database.write(
                c -> {
                    alone(c);
                    for (SubjectKey key : fresh) {
                        insert(c, key, epoch, now);
                    }
                    return fresh;
                });
    }

    private void insert(Connection c, SubjectKey key, int epoch, long now) throws SQLException {
        byte[] id = SubjectKey.bytes(key.id());
        Sql.change(
                c,
                "insert into subject_key(key_id, subject, kek, wrapped, made_at) select ?,?,?,?,?"
                        + " where not exists (select 1 from erased where subject = ?)"
                        + " and not exists (select 1 from tombstone where key_id = ?)"
                        + " on conflict do nothing",
                id,
                key.subject(),
                (long) epoch,
                wrapping.wrapped(epoch, id, key.secret().getEncoded()),
                now,
                key.subject(),
                id);
        Sql.change(
                c,
                "insert into tombstone(key_id, subject, erased_at) select ?,?,?"
                        + " where exists (select 1 from erased where subject = ?)"
                        + " on conflict do nothing",
                id,
                key.subject(),
                now,
                key.subject());
    }

    private static void alone(Connection c) throws SQLException {
        Sql.list(c, LOCK, row -> true);
    }

    @Override
    public void addWrapping() {
        wrapping.add();
    }

    @Override
    public int rewrapSome() {
        int newest = wrapping.newest();
        return database.write(
                c -> {
                    alone(c);
                    List<Wrapped> old =
                            Sql.list(
                                    c,
                                    SELECT + "where kek < ? limit " + REWRAPPED_AT_ONCE,
                                    Wrapped::of,
                                    (long) newest);
                    rewrap(c, old, newest);
                    return old.size();
                });
    }

    /** In one round trip. */
    private void rewrap(Connection c, List<Wrapped> old, int newest) throws SQLException {
        try (PreparedStatement update =
                c.prepareStatement(
                        "update subject_key set kek = ?, wrapped = ? where key_id = ?")) {
            for (Wrapped row : old) {
                byte[] secret = wrapping.secret(row.kek(), row.id(), row.wrapped());
                update.setLong(1, newest);
                update.setBytes(2, wrapping.wrapped(newest, row.id(), secret));
                update.setBytes(3, row.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    @Override
    public void erase(Collection<String> subjects, Collection<SubjectKey> unwritten, long now) {
        database.write(
                c -> {
                    alone(c);
                    for (String subject : subjects) {
                        erase(c, subject, now);
                    }
                    for (SubjectKey key : unwritten) {
                        bury(c, SubjectKey.bytes(key.id()), key.subject(), now);
                    }
                    return subjects;
                });
    }

    private static void erase(Connection c, String subject, long now) throws SQLException {
        Sql.change(c, "insert into erased values (?,?) on conflict do nothing", subject, now);
        for (String holder : SubjectKey.holders(subject)) {
            Sql.change(
                    c,
                    "insert into tombstone select key_id, subject, ? from subject_key"
                            + " where subject = ? on conflict do nothing",
                    now,
                    holder);
            Sql.change(c, "delete from subject_key where subject = ?", holder);
        }
    }

    @Override
    public Set<UUID> of(String subject) {
        return new HashSet<>(
                database.read(
                        c ->
                                Sql.list(
                                        c,
                                        "select key_id from subject_key where subject = ? union all"
                                                + " select key_id from tombstone where subject = ?",
                                        row -> SubjectKey.id(row.getBytes(1), 0),
                                        subject,
                                        SubjectKey.divided(subject))));
    }

    @Override
    public void divide(
            Collection<UUID> ids, Collection<SubjectKey> unwritten, Category category, long now) {
        int epoch = wrapping.newest();
        database.write(
                c -> {
                    alone(c);
                    for (UUID id : ids) {
                        List<SubjectKey> whole =
                                unwritten.stream().filter(key -> key.id().equals(id)).toList();
                        if (whole.isEmpty()) {
                            whole =
                                    Sql.list(
                                            c,
                                            SELECT + "where key_id = ?",
                                            this::key,
                                            (Object) SubjectKey.bytes(id));
                        }
                        if (whole.isEmpty()) {
                            bury(c, SubjectKey.bytes(SubjectKey.partId(id, category)), now);
                        } else {
                            divide(c, whole.getFirst(), category, epoch, now);
                        }
                    }
                    return ids;
                });
    }

    private void divide(Connection c, SubjectKey whole, Category erased, int epoch, long now)
            throws SQLException {
        List<SubjectKey> staying = new ArrayList<>();
        for (Category each : Category.values()) {
            SubjectKey part = whole.part(each);
            if (each == erased) {
                bury(c, SubjectKey.bytes(part.id()), part.subject(), now);
            } else {
                staying.add(part);
            }
        }
        byte[] id = SubjectKey.bytes(whole.id());
        bury(c, id, SubjectKey.divided(whole.subject()), now);
        Sql.change(c, "delete from subject_key where key_id = ?", (Object) id);
        staying.add(SubjectKey.fresh(whole.subject()));
        for (SubjectKey each : staying) {
            insert(c, each, epoch, now);
        }
    }

    private static void bury(Connection c, byte[] id, String subject, long now)
            throws SQLException {
        Sql.change(
                c, "insert into tombstone values (?,?,?) on conflict do nothing", id, subject, now);
    }

    private static void bury(Connection c, byte[] id, long now) throws SQLException {
        Sql.change(
                c,
                "insert into tombstone select key_id, subject, ? from subject_key where key_id = ?"
                        + " on conflict do nothing",
                now,
                id);
        Sql.change(c, "delete from subject_key where key_id = ?", (Object) id);
    }

    @Override
    public void close() {
        database.close();
    }
}
