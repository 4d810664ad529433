package dev.kehu.platform.state;

import java.sql.SQLException;

/** Work on a connection; whatever it throws undoes the transaction it ran in. */
@FunctionalInterface
public interface SqlFunction<A, R> {
    R apply(A argument) throws SQLException;
}
