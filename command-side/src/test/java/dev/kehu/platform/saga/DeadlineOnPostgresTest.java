package dev.kehu.platform.saga;

import dev.kehu.platform.state.Place;

import java.nio.file.Path;

/** The same where state is in PostgreSQL. */
class DeadlineOnPostgresTest extends DeadlineTest {
    @Override
    Place place(Path directory) {
        return Place.inPostgres();
    }
}
