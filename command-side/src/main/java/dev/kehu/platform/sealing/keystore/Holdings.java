package dev.kehu.platform.sealing.keystore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tables of keys hold, in short; equal where they hold the same, in whatever place.
 *
 * @param rows how many, by the name of the table
 * @param sha256 over every column of all of them, keys in the order they were made in; hexadecimal
 */
record Holdings(Map<String, Long> rows, String sha256) {
    /**
     * @param age as {@link KeyHome#age}
     */
    static Holdings of(Connection connection, String age) throws SQLException {
        MessageDigest digest = hashing();
        Map<String, Long> rows = new TreeMap<>();
        for (KeyCopy.Table table : KeyCopy.tables(age)) {
            digest.update(table.name().getBytes(StandardCharsets.UTF_8));
            rows.put(table.name(), hash(connection, table, digest));
        }
        return new Holdings(Map.copyOf(rows), HexFormat.of().formatHex(digest.digest()));
    }

    private static long hash(Connection connection, KeyCopy.Table table, MessageDigest digest)
            throws SQLException {
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(KeyCopy.BATCH);
            long count = 0;
            try (ResultSet rows = select.executeQuery(table.selection())) {
                for (; rows.next(); count++) {
                    for (int column = 1; column <= table.columns().size(); column++) {
                        hash(rows.getObject(column), digest);
                    }
                }
            }
            return count;
        }
    }

    private static void hash(Object value, MessageDigest digest) {
        byte[] bytes =
                switch (value) {
                    case byte[] raw -> raw;
                    case Number number ->
                            ByteBuffer.allocate(Long.BYTES).putLong(number.longValue()).array();
                    default -> value.toString().getBytes(StandardCharsets.UTF_8);
                };
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    boolean isEmpty() {
        return rows.values().stream().allMatch(count -> count == 0);
    }

    private static MessageDigest hashing() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
