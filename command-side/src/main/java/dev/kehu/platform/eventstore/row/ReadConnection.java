package dev.kehu.platform.eventstore.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A connection to read with, and what it has prepared; for one thread at a time. */
public final class ReadConnection {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    public ReadConnection(Connection connection) {
        this.connection = connection;
    }

    /** Takes what is needed from the rows of one answer. */
    @FunctionalInterface
    public interface Read<T> {
        T from(ResultSet rows) throws SQLException;
    }

    public Connection connection() {
        return connection;
    }

    public <T> T query(String sql, Read<T> read, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        try (ResultSet rows = statement.executeQuery()) {
            return read.from(rows);
        }
    }
}
