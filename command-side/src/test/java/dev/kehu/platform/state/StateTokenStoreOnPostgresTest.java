package dev.kehu.platform.state;

import java.nio.file.Path;

/** The same where state is in PostgreSQL. */
class StateTokenStoreOnPostgresTest extends StateTokenStoreTest {
    @Override
    Place place(Path temp) {
        return Place.inPostgres();
    }
}
