package dev.kehu.platform.state;

import java.nio.file.Path;

/** The same where state is in PostgreSQL. */
class StateDatabaseOnPostgresTest extends StateDatabaseTest {
    @Override
    Place place(Path directory, String... more) {
        return Place.inPostgres(more);
    }
}
