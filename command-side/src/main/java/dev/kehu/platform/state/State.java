package dev.kehu.platform.state;

import java.sql.Connection;

/**
 * A database of state as its tables see it: work in transactions, in SQL that both SQLite and
 * PostgreSQL read.
 */
public interface State {
    /**
     * Runs the work in one transaction. Called inside another one on the same thread it joins that.
     *
     * @throws RuntimeException around an SQLException. Nothing was written then, unless the server
     *     was lost while it committed: whoever repeats the work reads first, which waits for what
     *     became of it
     */
    <T> T write(SqlFunction<Connection, T> work);

    /** Like {@link #write}, for work that only reads: sees everything written before. */
    <T> T read(SqlFunction<Connection, T> work);

    /**
     * Begins a transaction that spans several calls on this thread: each {@link #write} joins it.
     * Whoever begins it ends it, on the same thread.
     */
    Open begin();

    /**
     * Runs this once the transaction of this thread is committed and the connection is free again;
     * never when it is rolled back; at once when there is none. Where nobody knows which of the two
     * a lost server did, it runs after the next one that is committed.
     */
    void afterCommit(Runnable work);

    /** A transaction that was begun and not ended yet. */
    interface Open {
        void commit();

        void rollback();
    }
}
