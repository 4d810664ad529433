package dev.kehu.platform.state;

import java.nio.file.Path;

/** The same where state is in PostgreSQL. */
class StateTransactionsOnPostgresTest extends StateTransactionsTest {
    @Override
    Place place(Path directory, String... more) {
        return Place.inPostgres(more);
    }
}
