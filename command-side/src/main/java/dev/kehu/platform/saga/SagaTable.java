package dev.kehu.platform.saga;

import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.State;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tables of instances and of the keys they follow. */
final class SagaTable {
    private static final String COLUMNS = "id, process, revision, progress, steps, position";

    private final State state;

    SagaTable(State state) {
        this.state = state;
    }

    Optional<SagaRow> find(String id) {
        return state
                .read(
                        c ->
                                Sql.list(
                                        c,
                                        "select " + COLUMNS + " from saga where id = ?",
                                        SagaTable::saga,
                                        id))
                .stream()
                .findFirst();
    }

    /** Those that follow one of the keys. */
    List<SagaRow> following(String process, Collection<String> keys) {
        List<Object> parameters = new ArrayList<>(keys);
        parameters.addFirst(process);
        String places = String.join(",", keys.stream().map(key -> "?").toList());
        return state.read(
                c ->
                        Sql.list(
                                c,
                                "select "
                                        + COLUMNS
                                        + " from saga where id in (select saga from association"
                                        + " where process = ? and key in ("
                                        + places
                                        + ")) order by id",
                                SagaTable::saga,
                                parameters.toArray()));
    }

    /** What the living instances of a process follow, in the order of the alphabet. */
    List<String> keys(String process) {
        return state.read(
                c ->
                        Sql.list(
                                c,
                                "select distinct key from association where process = ? order by"
                                        + " key",
                                row -> row.getString(1),
                                process));
    }

    /** Inserts or replaces. */
    void put(SagaRow saga) {
        state.write(
                c ->
                        Sql.change(
                                c,
                                "insert into saga("
                                        + COLUMNS
                                        + ") values (?,?,?,?,?,?) on conflict(id) do update set"
                                        + " revision = excluded.revision, progress ="
                                        + " excluded.progress, steps = excluded.steps, position ="
                                        + " excluded.position",
                                saga.id(),
                                saga.process(),
                                saga.revision(),
                                saga.progress(),
                                saga.steps(),
                                saga.position()));
    }

    void follow(SagaRow saga, Collection<String> keys) {
        state.write(
                c -> {
                    for (String key : keys) {
                        Sql.change(
                                c,
                                "insert into association(process, key, saga) values (?,?,?) on"
                                        + " conflict do nothing",
                                saga.process(),
                                key,
                                saga.id());
                    }
                    return true;
                });
    }

    /** Its keys go with it. */
    void remove(String id) {
        state.write(c -> Sql.change(c, "delete from saga where id = ?", id));
    }

    private static SagaRow saga(ResultSet row) throws SQLException {
        return new SagaRow(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6));
    }
}
