package dev.kehu.platform.sealing.keystore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/** All rows of keys, written as they are into tables that have none; then both are compared. */
record KeyCopy(Connection from, String fromAge, Connection to, String toAge) {
    static final int BATCH = 1_000;

    /**
     * @param order so that of two keys of a subject the later one stays the later one
     */
    record Table(String name, List<String> columns, String order) {
        String selection() {
            return "select %s from %s order by %s".formatted(listed(), name, order);
        }

        String insertion() {
            String places = String.join(",", Collections.nCopies(columns.size(), "?"));
            return "insert into %s(%s) values (%s)".formatted(name, listed(), places);
        }

        private String listed() {
            return String.join(", ", columns);
        }
    }

    static List<Table> tables(String age) {
        return List.of(
                new Table(
                        "subject_key",
                        List.of("key_id", "subject", "kek", "wrapped", "made_at"),
                        age),
                new Table("tombstone", List.of("key_id", "subject", "erased_at"), "key_id"),
                new Table("erased", List.of("subject", "erased_at"), "subject"));
    }

    /**
     * Answers what is in both now.
     *
     * @throws IllegalStateException when it is not the same; the transactions are not to be
     *     committed then
     */
    Holdings all() throws SQLException {
        for (Table table : tables(fromAge)) {
            rows(table);
        }
        Holdings copied = Holdings.of(to, toAge);
        if (!copied.equals(Holdings.of(from, fromAge))) {
            throw new IllegalStateException("The copy of the keys is not what was copied");
        }
        return copied;
    }

    private void rows(Table table) throws SQLException {
        try (Statement select = from.createStatement();
                PreparedStatement insert = to.prepareStatement(table.insertion())) {
            select.setFetchSize(BATCH);
            try (ResultSet rows = select.executeQuery(table.selection())) {
                for (int waiting = 1; rows.next(); waiting++) {
                    for (int column = 1; column <= table.columns().size(); column++) {
                        insert.setObject(column, value(rows.getObject(column)));
                    }
                    insert.addBatch();
                    if (waiting % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /** One type for each column, however small its numbers are. */
    private static Object value(Object read) {
        return read instanceof Number number ? number.longValue() : read;
    }
}
