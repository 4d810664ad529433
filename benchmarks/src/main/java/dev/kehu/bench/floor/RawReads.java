package dev.kehu.bench.floor;

import dev.kehu.bench.postgres.Database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows read from the event table and thrown away: no decoding, no framework. */
public final class RawReads implements AutoCloseable {
    private static final String SELECT =
            "SELECT position,stream_type,stream_id,seq,event_id,name,revision,subject,recorded_at,"
                    + "payload,meta,leaf FROM ";
    private static final int PAGE = 1000;
    private static final int FIRST_BYTES = 10;
    private static final int LAST_BYTES = 12;

    private final Connection connection;
    private final String table;
    private final PreparedStatement page;
    private final PreparedStatement stream;

    private RawReads(Connection connection, String table) throws SQLException {
        this.connection = connection;
        this.table = table;
        String select = SELECT + table + " WHERE ";
        page = connection.prepareStatement(select + "position>? ORDER BY position LIMIT " + PAGE);
        stream = connection.prepareStatement(select + "stream_id=? ORDER BY seq");
    }

    public static RawReads sqlite(Path file) throws SQLException {
        return new RawReads(DriverManager.getConnection("jdbc:sqlite:" + file), "event");
    }

    public static RawReads postgres(Database database) throws SQLException {
        return new RawReads(database.connect(), "kehu.event");
    }

    /** Reads the whole table in order; answers the number of rows. */
    public long scan() throws SQLException {
        return scan(0, Long.MAX_VALUE);
    }

    /** Reads the rows after a position, whole pages; answers how many once there are enough. */
    public long scan(long after, long enough) throws SQLException {
        long position = after;
        long rows = 0;
        while (true) {
            page.setLong(1, position);
            long read = 0;
            try (ResultSet result = page.executeQuery()) {
                while (result.next()) {
                    position = result.getLong(1);
                    take(result);
                    read++;
                }
            }
            rows += read;
            if (read < PAGE || rows >= enough) {
                return rows;
            }
        }
    }

    /** Reads one stream; answers the number of rows. */
    public int load(String id) throws SQLException {
        stream.setString(1, id);
        int rows = 0;
        try (ResultSet result = stream.executeQuery()) {
            while (result.next()) {
                take(result);
                rows++;
            }
        }
        return rows;
    }

    /** Columns of one event without payload and metadata, bytes, as plain values. */
    public double columnBytes() throws SQLException {
        return number(
                "SELECT avg(8+8+8+16+octet_length(stream_type)+octet_length(stream_id)"
                        + "+octet_length(name)+octet_length(revision)+octet_length(subject)"
                        + "+octet_length(leaf)) FROM "
                        + table);
    }

    /** Payload and metadata of all events as stored, bytes. */
    public double storedBytes() throws SQLException {
        return number("SELECT sum(octet_length(payload)+octet_length(meta)) FROM " + table);
    }

    /** The leaves, with the byte or two of length each has in its row. */
    public double leafBytes() throws SQLException {
        return number("SELECT sum(octet_length(leaf)+1) FROM " + table);
    }

    /** The index that finds what is about a person, in an SQLite file, bytes. */
    public double subjectIndexBytesInSqlite() throws SQLException {
        return number("SELECT sum(pgsize) FROM dbstat WHERE name='event_subject'");
    }

    /** The same in PostgreSQL. */
    public double subjectIndexBytesInPostgres() throws SQLException {
        return number("SELECT pg_relation_size('kehu.event_subject')");
    }

    /** Table and indexes in PostgreSQL, bytes. */
    public double bytesInPostgres() throws SQLException {
        return number("SELECT pg_total_relation_size('kehu.event')");
    }

    /** What vacuum has done to the table in PostgreSQL, in words. */
    public String vacuum() throws SQLException {
        try (var statement = connection.createStatement();
                var result =
                        statement.executeQuery(
                                "SELECT autovacuum_count, n_dead_tup, relallvisible, relpages"
                                        + " FROM pg_stat_user_tables s JOIN pg_class c"
                                        + " ON c.oid = s.relid"
                                        + " WHERE s.relid = 'kehu.event'::regclass")) {
            result.next();
            return "vacuumed %,d times by itself, %,d dead rows, %,d of %,d pages all visible"
                    .formatted(
                            result.getLong(1),
                            result.getLong(2),
                            result.getLong(3),
                            result.getLong(4));
        }
    }

    /** All pages in SQLite, also those that still stand in the write-ahead log alone, bytes. */
    public double bytesInSqlite() throws SQLException {
        return number("SELECT page_count*page_size FROM pragma_page_count, pragma_page_size");
    }

    public double rows() throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    private double number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getDouble(1);
        }
    }

    private static void take(ResultSet row) throws SQLException {
        row.getString(3);
        row.getLong(4);
        row.getString(6);
        row.getString(8);
        row.getLong(9);
        for (int i = FIRST_BYTES; i <= LAST_BYTES; i++) {
            row.getBytes(i);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
