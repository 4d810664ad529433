package dev.kehu.wrong.customer.view.file;

import java.sql.Connection;

/** Views know no SQL. */
final class RunsSql {
    boolean answers(Connection connection) throws java.sql.SQLException {
        return connection.isValid(1);
    }
}
