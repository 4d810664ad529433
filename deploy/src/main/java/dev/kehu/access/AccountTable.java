package dev.kehu.access;

import dev.kehu.platform.state.StateDatabase;

import java.util.HashMap;
import java.util.Map;

/** The table {@code account} of state. */
final class AccountTable {
    private final StateDatabase state;

    AccountTable(StateDatabase state) {
        this.state = state;
    }

    /**
     * A row as stored.
     *
     * @param hash slow hash of the password
     */
    record Row(String user, Role role, String hash) {}

    Map<String, Row> all() {
        return state.read(
                connection -> {
                    var rows = new HashMap<String, Row>();
                    try (var select =
                                    connection.prepareStatement(
                                            "select name, role, password from account");
                            var found = select.executeQuery()) {
                        while (found.next()) {
                            rows.put(
                                    found.getString(1),
                                    new Row(
                                            found.getString(1),
                                            Role.valueOf(found.getString(2)),
                                            found.getString(3)));
                        }
                    }
                    return rows;
                });
    }

    /** All of them or, on a failure, none. */
    void add(Iterable<Row> rows) {
        state.write(
                connection -> {
                    try (var insert =
                            connection.prepareStatement("insert into account values (?, ?, ?)")) {
                        for (Row row : rows) {
                            insert.setString(1, row.user());
                            insert.setString(2, row.role().name());
                            insert.setString(3, row.hash());
                            insert.executeUpdate();
                        }
                    }
                    return true;
                });
        state.sync(); // their first passwords are told once
    }
}
