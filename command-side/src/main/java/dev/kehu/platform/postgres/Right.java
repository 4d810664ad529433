package dev.kehu.platform.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** What a session needs before it writes; in force until it ends. */
public interface Right {
    void prove(Connection session) throws SQLException;
}
