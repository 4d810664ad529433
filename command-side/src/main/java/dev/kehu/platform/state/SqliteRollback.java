package dev.kehu.platform.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What is to be done where a connection to SQLite could not roll back. */
public final class SqliteRollback {
    private SqliteRollback() {}

    /**
     * Begins a transaction in place of the one that is gone: a full disk rolls back by itself, and
     * the driver, told to roll back once more, fails and would never begin another one.
     *
     * @param cause to which it adds why that failed, too
     */
    public static void beginAnew(Connection connection, Throwable cause) {
        try (Statement begin = connection.createStatement()) {
            begin.execute("begin immediate"); // refused where one is still open
        } catch (SQLException failure) {
            cause.addSuppressed(failure);
        }
    }
}
