package dev.kehu.platform.eventstore.sqlite;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** Plays a disk that cannot force the database any more; seen once the log is copied. */
public final class FailingDisk {
    private FailingDisk() {}

    /** Until it is closed. */
    public static void under(SqliteEventLog log) throws IOException {
        requireNonNull(log.checkpoints()).database().close();
    }
}
