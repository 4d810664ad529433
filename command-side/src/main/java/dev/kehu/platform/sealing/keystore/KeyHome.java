package dev.kehu.platform.sealing.keystore;

import dev.kehu.platform.state.SqlFunction;

import java.sql.Connection;

/** Where the tables of keys are. Asked by one thread at a time. */
public interface KeyHome extends AutoCloseable {
    /** For people. */
    String name();

    /** The column that is greater of the key that was made later. */
    String age();

    /** How many keys are wrapped anew at once; the writer of events waits for them. */
    int page();

    <T> T read(SqlFunction<Connection, T> work);

    /**
     * In one transaction that is on disk when this returns. No key is made meanwhile, by whatever
     * process.
     *
     * @param otherwise what it means that it failed
     */
    <T> T write(String otherwise, SqlFunction<Connection, T> work);

    /** Keys were deleted; returns when no file of this machine holds them any more. */
    void destroyed();

    @Override
    void close();
}
