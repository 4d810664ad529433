package dev.kehu.platform.state;

import org.springframework.stereotype.Component;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What an erasure needs to know from history beside the customers themselves: which erasures are
 * not finished or not decided, and whose contact persons there are. Ids only.
 */
@Component
public final class OpenErasures {
    private final StateDatabase state;

    OpenErasures(StateDatabase state) {
        this.state = state;
    }

    /**
     * One that is not finished.
     *
     * @param position of the decision; of the end, where it has to be carried out again
     */
    public record Open(String id, long position) {}

    public List<Open> all() {
        return state.read(
                connection -> {
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select id, position from erasure order by position");
                            ResultSet rows = select.executeQuery()) {
                        List<Open> found = new ArrayList<>();
                        while (rows.next()) {
                            found.add(new Open(rows.getString(1), rows.getLong(2)));
                        }
                        return found;
                    }
                });
    }

    /** Never goes back: what is to be done again stays, whatever is heard again. */
    public void add(Open erasure) {
        run(
                "insert into erasure(id, position) values (?,?) on conflict(id) do update set"
                        + " position = excluded.position"
                        + " where erasure.position < excluded.position",
                erasure.id(),
                erasure.position());
    }

    /** What was asked for later stays. */
    public void finished(Open erasure) {
        run("delete from erasure where id = ? and position <= ?", erasure.id(), erasure.position());
    }

    /** One that somebody else has to decide on; said again, it is the same. */
    public void requested(Open request) {
        run(
                "insert into erasure_request(request, position) values (?,?) on conflict(request)"
                        + " do update set position = excluded.position",
                request.id(),
                request.position());
    }

    /** Decided or taken back; one that was asked for later stays. */
    public void settled(Open request) {
        run(
                "delete from erasure_request where request = ? and position <= ?",
                request.id(),
                request.position());
    }

    /** Those nobody has decided on yet, oldest first. */
    public List<Open> requestsAfter(long position, int most) {
        return state.read(
                connection ->
                        Sql.list(
                                connection,
                                "select request, position from erasure_request where position > ?"
                                        + " order by position limit ?",
                                row -> new Open(row.getString(1), row.getLong(2)),
                                position,
                                most));
    }

    public void added(String person, String customer) {
        run(
                "insert into contact_person(person, customer) values (?,?) on conflict(person) do"
                        + " update set customer = excluded.customer",
                person,
                customer);
    }

    /** The contact persons of a customer. */
    public List<String> personsOf(String customer) {
        return state.read(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select person from contact_person where customer = ?"
                                            + " order by person")) {
                        select.setString(1, customer);
                        List<String> found = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                found.add(rows.getString(1));
                            }
                        }
                        return found;
                    }
                });
    }

    /** Contact persons of all customers, in the order of their ids. */
    public List<String> personsAfter(String person, int most) {
        return state.read(
                connection ->
                        Sql.list(
                                connection,
                                "select person from contact_person where person > ?"
                                        + " order by person limit ?",
                                row -> row.getString(1),
                                person,
                                most));
    }

    private void run(String sql, Object... parameters) {
        state.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (int i = 0; i < parameters.length; i++) {
                            statement.setObject(i + 1, parameters[i]);
                        }
                        return statement.executeUpdate();
                    }
                });
    }
}
