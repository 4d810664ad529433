package dev.kehu.platform.deadletter;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.State;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of what is parked. */
public final class DeadLetters {
    /** The code of what only waits behind another. */
    public static final String BEHIND = "parked.behind";

    /** The kind of a letter of the outbox; only letters wait behind it. */
    public static final String COMMAND = "command";

    private static final String SELECT =
            "select id, processor, sequence, kind, position, detail, code, parked_at, attempts from"
                    + " parked where ";

    private final State state;

    public DeadLetters(State state) {
        this.state = state;
    }

    /** Parks within the caller's transaction. */
    public void park(
            String processor,
            String sequence,
            String kind,
            long position,
            @Nullable String detail,
            String code,
            Instant now) {
        state.write(
                c ->
                        Sql.change(
                                c,
                                "insert into parked(processor, sequence, kind, position, detail,"
                                        + " code, parked_at, attempts) values (?,?,?,?,?,?,?,?)",
                                processor,
                                sequence,
                                kind,
                                position,
                                detail,
                                code,
                                now.toEpochMilli(),
                                code.equals(BEHIND) ? 0 : 1));
    }

    /** Up to {@code limit} with an id above {@code id}, oldest first. */
    public List<Parked> after(long id, int limit) {
        return list("id > ? order by id limit ?", id, limit);
    }

    public Optional<Parked> find(long id) {
        return list("id = ?", id).stream().findFirst();
    }

    /** What the rest of a sequence waits behind, letters apart. */
    public Optional<Parked> first(String processor, String sequence) {
        return list(
                        "processor = ? and sequence = ? and kind <> 'command' order by id limit 1",
                        processor,
                        sequence)
                .stream()
                .findFirst();
    }

    /**
     * What can be decided on: the first of its sequence, or a letter.
     *
     * @throws Refusal {@code parked.unknown} or {@code parked.behind}
     */
    public Parked first(long id) {
        Parked parked =
                find(id).orElseThrow(
                                () ->
                                        Refusal.unknown(
                                                "parked.unknown",
                                                "Nothing is parked under this id; read the list"));
        if (!parked.kind().equals(COMMAND)
                && !first(parked.processor(), parked.sequence()).equals(Optional.of(parked))) {
            throw Refusal.conflict(
                    "parked.behind", "It waits behind another one; retry or skip that first");
        }
        return parked;
    }

    /** What waits behind something that is there no more: a retry was cut off. */
    public List<Parked> stranded() {
        return list(
                "code = ? and not exists (select 1 from parked p where p.processor ="
                        + " parked.processor and p.sequence = parked.sequence and p.kind <>"
                        + " 'command' and p.id < parked.id)",
                BEHIND);
    }

    /** False when it is gone already. */
    public boolean remove(long id) {
        return state.write(c -> Sql.change(c, "delete from parked where id = ?", id)) == 1;
    }

    public void failedAgain(long id, String code) {
        state.write(
                c ->
                        Sql.change(
                                c,
                                "update parked set code = ?, attempts = attempts + 1 where id = ?",
                                code,
                                id));
    }

    /** How many wait for a person. */
    public long size() {
        return count("code <> ?");
    }

    /** How many only wait behind another. */
    public long behind() {
        return count("code = ?");
    }

    private long count(String where) {
        String sql = "select count(*) from parked where " + where;
        return state.read(c -> Sql.list(c, sql, row -> row.getLong(1), BEHIND)).getFirst();
    }

    private List<Parked> list(String where, Object... parameters) {
        return state.read(c -> Sql.list(c, SELECT + where, DeadLetters::parked, parameters));
    }

    private static Parked parked(ResultSet row) throws SQLException {
        return new Parked(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getInt(9));
    }
}
