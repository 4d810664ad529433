package dev.kehu.bench.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database that was made for a run, and who may do everything in it.
 *
 * @param url for the JDBC driver, with a query part
 */
public record Database(String url, String user, String password) {
    /** The same with inserts of a JDBC batch joined to statements of many rows. */
    public String rewritingUrl() {
        return url + "&reWriteBatchedInserts=true";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public String toString() {
        return url;
    }
}
