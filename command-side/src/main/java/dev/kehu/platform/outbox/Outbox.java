package dev.kehu.platform.outbox;

import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The table of letters. A letter is written in the transaction of the state that led to it and is
 * crossed out in the transaction that takes note of the answer.
 */
public final class Outbox {
    private static final String SELECT =
            "select id, processor, owner, step, command, body from outbox o where ";

    private final State state;
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    public Outbox(State state) {
        this.state = state;
    }

    /** Runs whenever there may be something to send. */
    public void onWritten(Runnable reader) {
        readers.add(reader);
    }

    public void put(String processor, String owner, String step, String command, String body) {
        state.write(
                c -> {
                    tell();
                    return Sql.change(
                            c,
                            "insert into outbox(processor, owner, step, command, body, parked)"
                                    + " values (?,?,?,?,?,0)",
                            processor,
                            owner,
                            step,
                            command,
                            body);
                });
    }

    /** There may be something to send now. */
    void tell() {
        state.afterCommit(() -> readers.forEach(Runnable::run));
    }

    /** The first letter of each owner, oldest first, unless it is parked. */
    List<Letter> heads(int limit) {
        return state.read(
                c ->
                        Sql.list(
                                c,
                                SELECT
                                        + "parked = 0 and not exists (select 1 from outbox p where"
                                        + " p.owner = o.owner and p.id < o.id) order by id limit ?",
                                Outbox::letter,
                                limit));
    }

    Optional<Letter> find(long id) {
        return state.read(c -> Sql.list(c, SELECT + "id = ?", Outbox::letter, id)).stream()
                .findFirst();
    }

    boolean has(long id) {
        return !state.read(
                        c ->
                                Sql.list(
                                        c,
                                        "select 1 from outbox where id = ?",
                                        row -> row.getLong(1),
                                        id))
                .isEmpty();
    }

    boolean remove(long id) {
        return state.write(
                c -> {
                    tell(); // the next one of its owner may go
                    return Sql.change(c, "delete from outbox where id = ?", id) == 1;
                });
    }

    /** A parked letter is not sent, and neither are those behind it. */
    void park(long id, boolean parked) {
        state.write(
                c -> {
                    tell();
                    return Sql.change(
                            c, "update outbox set parked = ? where id = ?", parked ? 1 : 0, id);
                });
    }

    /** How many letters are not settled yet, parked ones among them. */
    public long size() {
        return state.read(
                c -> Sql.list(c, "select count(*) from outbox", row -> row.getLong(1)).getFirst());
    }

    private static Letter letter(ResultSet row) throws SQLException {
        return new Letter(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
