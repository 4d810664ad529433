package dev.kehu.platform.state;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the one connection of state leads. Asked by one thread at a time. */
public interface StateHome extends AutoCloseable {
    /** For people. */
    String name();

    /**
     * The connection for the next transaction. Of those before nothing is open in it, and what
     * became of each is certain.
     *
     * @throws RuntimeException as {@link #failure}, at once, when there is none now
     */
    Connection ready();

    /** A transaction was committed. */
    void committed();

    /**
     * A rollback failed: sees to it that the next transaction finds nothing of this one.
     *
     * @return whether a commit that failed right before may have taken place nevertheless
     */
    boolean recover(Connection connection, Throwable cause);

    /** What a failure of the connection means to who works with it. */
    RuntimeException failure(SQLException failure);

    /** Forces what was committed to the disk itself. */
    void sync();

    @Override
    void close();
}
