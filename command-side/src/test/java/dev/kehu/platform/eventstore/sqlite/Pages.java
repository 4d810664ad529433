package dev.kehu.platform.eventstore.sqlite;

import java.sql.SQLException;

/** Plays a full disk by a limit on the pages of a file. */
public final class Pages {
    private Pages() {}

    /** Until it is opened again; no fewer than it has. */
    public static void most(SqliteEventLog log, int pages) throws SQLException {
        log.pragma("max_page_count=" + pages);
    }
}
