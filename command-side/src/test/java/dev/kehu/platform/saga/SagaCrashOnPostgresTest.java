package dev.kehu.platform.saga;

import dev.kehu.platform.state.Place;

import java.nio.file.Path;

/**
 * The same where state is in PostgreSQL, each commit of which waits for the disk: fewer kills in a
 * build.
 */
class SagaCrashOnPostgresTest extends SagaCrashTest {
    @Override
    Place place(Path directory) {
        return Place.inPostgres();
    }

    @Override
    int stride() {
        return Long.getLong("kehu.crashes") == null ? 7 : 1;
    }

    @Override
    long seeds() {
        return Long.getLong("kehu.crashes", 4);
    }
}
