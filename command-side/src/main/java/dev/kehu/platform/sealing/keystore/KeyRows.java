package dev.kehu.platform.sealing.keystore;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.state.Sql;

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

/**
 * The rows of keys within one transaction, in words SQLite and PostgreSQL both know.
 *
 * @param age as {@link KeyHome#age}
 */
record KeyRows(Connection connection, Wrapping wrapping, String age) {
    private static final String SELECT = "select key_id, subject, kek, wrapped from subject_key ";
    private static final String NEXT_EPOCH = SELECT + "where kek > ? order by kek limit 1";
    static final String SOME_OLD = SELECT + "where kek < ? limit ?";

    private record Wrapped(byte[] id, String subject, int kek, byte[] wrapped) {
        static Wrapped of(ResultSet row) throws SQLException {
            return new Wrapped(row.getBytes(1), row.getString(2), row.getInt(3), row.getBytes(4));
        }
    }

    Optional<SubjectKey> newest(String subject) throws SQLException {
        return key("where subject = ? order by " + age + " desc limit 1", subject);
    }

    Optional<SubjectKey> byId(UUID id) throws SQLException {
        return key("where key_id = ?", (Object) SubjectKey.bytes(id));
    }

    private Optional<SubjectKey> key(String which, Object... parameters) throws SQLException {
        return Sql.list(connection, SELECT + which, Wrapped::of, parameters).stream()
                .findFirst()
                .map(row -> wrapping.opened(row.id(), row.subject(), row.kek(), row.wrapped()));
    }

    boolean opens() throws SQLException {
        for (long epoch = 0; ; ) {
            List<Wrapped> next = Sql.list(connection, NEXT_EPOCH, Wrapped::of, epoch);
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

    boolean hasTombstone(UUID id) throws SQLException {
        return holds("select 1 from tombstone where key_id = ?", SubjectKey.bytes(id));
    }

    boolean hasTombstoneOf(String subject) throws SQLException {
        return holds("select 1 from tombstone where subject = ? limit 1", subject);
    }

    private boolean holds(String sql, Object parameter) throws SQLException {
        return !Sql.list(connection, sql, row -> row.getInt(1), parameter).isEmpty();
    }

    Set<String> erased() throws SQLException {
        return new HashSet<>(
                Sql.list(connection, "select subject from erased", row -> row.getString(1)));
    }

    Optional<String> subjectOf(UUID id) throws SQLException {
        byte[] key = SubjectKey.bytes(id);
        return Sql.list(
                        connection,
                        "select subject from subject_key where key_id = ? union all"
                                + " select subject from tombstone where key_id = ?",
                        row -> SubjectKey.wholeOf(row.getString(1)),
                        key,
                        key)
                .stream()
                .findFirst();
    }

    void insert(Collection<SubjectKey> fresh, long now) throws SQLException {
        insertUnlessErased(fresh, now);
        buryErased(fresh, now);
    }

    private void insertUnlessErased(Collection<SubjectKey> fresh, long now) throws SQLException {
        int epoch = wrapping.newest();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into subject_key(key_id, subject, kek, wrapped, made_at)"
                                + " select ?,?,?,?,?"
                                + " where not exists (select 1 from erased where subject = ?)"
                                + " and not exists (select 1 from tombstone where key_id = ?)"
                                + " on conflict do nothing")) {
            for (SubjectKey key : fresh) {
                byte[] id = SubjectKey.bytes(key.id());
                insert.setBytes(1, id);
                insert.setString(2, key.subject());
                insert.setLong(3, epoch);
                insert.setBytes(4, wrapping.wrapped(epoch, id, key.secret().getEncoded()));
                insert.setLong(5, now);
                insert.setString(6, key.subject());
                insert.setBytes(7, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void buryErased(Collection<SubjectKey> fresh, long now) throws SQLException {
        try (PreparedStatement bury =
                connection.prepareStatement(
                        "insert into tombstone(key_id, subject, erased_at) select ?,?,?"
                                + " where exists (select 1 from erased where subject = ?)"
                                + " on conflict do nothing")) {
            for (SubjectKey key : fresh) {
                bury.setBytes(1, SubjectKey.bytes(key.id()));
                bury.setString(2, key.subject());
                bury.setLong(3, now);
                bury.setString(4, key.subject());
                bury.addBatch();
            }
            bury.executeBatch();
        }
    }

    int rewrapSome(int page) throws SQLException {
        int newest = wrapping.newest();
        List<Wrapped> old = Sql.list(connection, SOME_OLD, Wrapped::of, (long) newest, (long) page);
        try (PreparedStatement update =
                connection.prepareStatement(
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
        return old.size();
    }

    void erase(String subject, long now) throws SQLException {
        change("insert into erased values (?,?) on conflict do nothing", subject, now);
        for (String holder : SubjectKey.holders(subject)) {
            change(
                    "insert into tombstone select key_id, subject, ? from subject_key"
                            + " where subject = ? on conflict do nothing",
                    now,
                    holder);
            change("delete from subject_key where subject = ?", holder);
        }
    }

    void divide(UUID id, Optional<SubjectKey> unwritten, Category erased, long now)
            throws SQLException {
        Optional<SubjectKey> whole = unwritten.isPresent() ? unwritten : byId(id);
        if (whole.isPresent()) {
            divide(whole.get(), erased, now);
        } else {
            bury(SubjectKey.partId(id, erased), now);
        }
    }

    private void divide(SubjectKey whole, Category erased, long now) throws SQLException {
        List<SubjectKey> staying = new ArrayList<>();
        for (Category each : Category.values()) {
            SubjectKey part = whole.part(each);
            if (each == erased) {
                bury(part.id(), part.subject(), now);
            } else {
                staying.add(part);
            }
        }
        bury(whole.id(), SubjectKey.divided(whole.subject()), now);
        delete(whole.id());
        staying.add(SubjectKey.fresh(whole.subject()));
        insert(staying, now);
    }

    /** Though there is no row of it: it was only made in memory, or follows from another. */
    void bury(UUID id, String subject, long now) throws SQLException {
        change(
                "insert into tombstone values (?,?,?) on conflict do nothing",
                SubjectKey.bytes(id),
                subject,
                now);
    }

    private void bury(UUID id, long now) throws SQLException {
        change(
                "insert into tombstone select key_id, subject, ? from subject_key where key_id = ?"
                        + " on conflict do nothing",
                now,
                SubjectKey.bytes(id));
        delete(id);
    }

    private void delete(UUID id) throws SQLException {
        change("delete from subject_key where key_id = ?", (Object) SubjectKey.bytes(id));
    }

    private void change(String sql, Object... parameters) throws SQLException {
        Sql.change(connection, sql, parameters);
    }
}
