package dev.kehu.platform.deadline;

import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.State;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The table of deadlines; set and taken back in the transaction of the state they belong to. */
public final class Deadlines {
    private static final String SELECT = "select processor, owner, name, due from deadline ";

    private final State state;
    private final List<Runnable> sweepers = new CopyOnWriteArrayList<>();

    public Deadlines(State state) {
        this.state = state;
    }

    /** Runs after each commit that set a deadline. */
    public void onSet(Runnable sweeper) {
        sweepers.add(sweeper);
    }

    /** Sets one, or moves the one of that name. */
    public void set(Deadline deadline) {
        state.write(
                c -> {
                    state.afterCommit(() -> sweepers.forEach(Runnable::run));
                    return Sql.change(
                            c,
                            "insert into deadline(processor, owner, name, due) values (?,?,?,?) on"
                                    + " conflict(owner, name) do update set due = excluded.due",
                            deadline.processor(),
                            deadline.owner(),
                            deadline.name(),
                            deadline.due().toEpochMilli());
                });
    }

    public void cancel(String owner, String name) {
        state.write(
                c ->
                        Sql.change(
                                c,
                                "delete from deadline where owner = ? and name = ?",
                                owner,
                                name));
    }

    public void cancelAll(String owner) {
        state.write(c -> Sql.change(c, "delete from deadline where owner = ?", owner));
    }

    /** Takes one off the list; false when it was moved or taken back since it was read. */
    boolean take(Deadline deadline) {
        return state.write(
                        c ->
                                Sql.change(
                                        c,
                                        "delete from deadline where owner = ? and name = ? and due"
                                                + " = ?",
                                        deadline.owner(),
                                        deadline.name(),
                                        deadline.due().toEpochMilli()))
                == 1;
    }

    /** Those who have some that are due at a moment. */
    List<String> processors(Instant now) {
        return state.read(
                c ->
                        Sql.list(
                                c,
                                "select distinct processor from deadline where due <= ?",
                                row -> row.getString(1),
                                now.toEpochMilli()));
    }

    /** Those of a processor due at a moment, earliest first. */
    List<Deadline> due(String processor, Instant now, int limit) {
        return state.read(
                c ->
                        Sql.list(
                                c,
                                SELECT
                                        + "where processor = ? and due <= ? order by due, owner,"
                                        + " name limit ?",
                                Deadlines::deadline,
                                processor,
                                now.toEpochMilli(),
                                limit));
    }

    /** How many are due and not taken yet. */
    public long overdue(Instant now) {
        String sql = "select count(*) from deadline where due <= ?";
        return state.read(c -> Sql.list(c, sql, row -> row.getLong(1), now.toEpochMilli()))
                .getFirst();
    }

    /** When the first after a moment is due. */
    @Nullable Instant next(Instant now) {
        return state
                .read(
                        c ->
                                Sql.list(
                                        c,
                                        SELECT + "where due > ? order by due limit 1",
                                        Deadlines::deadline,
                                        now.toEpochMilli()))
                .stream()
                .findFirst()
                .map(Deadline::due)
                .orElse(null);
    }

    private static Deadline deadline(ResultSet row) throws SQLException {
        return new Deadline(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)));
    }
}
