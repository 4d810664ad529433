package dev.kehu.platform.state;

import java.nio.file.Path;

/** The same where state is in PostgreSQL. */
class ListsOnPostgresTest extends ListsTest {
    @Override
    Place place(Path directory) {
        return Place.inPostgres();
    }
}
