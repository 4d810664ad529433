package dev.kehu.platform.state;

import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where a test keeps state, empty at first; each opening is another life of it. */
public interface Place {
    StateDatabase open();

    /**
     * @param more tables beside its own
     */
    static Place inFile(Path directory, String... more) {
        List<String> steps = new ArrayList<>(StateSchema.STEPS);
        Arrays.stream(more).map(table -> table + " strict").forEach(steps::add);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> StateDatabase.open(directory.resolve("state.db"), steps);
    }

    /** One database for all tests, emptied for each. */
    static Place inPostgres(String... more) {
        TestDatabase database = Shared.DATABASE;
        database.asOwner("TRUNCATE " + Shared.tables() + " RESTART IDENTITY");
        for (String table : more) {
            String name = table.substring("create table ".length(), table.indexOf('('));
            database.asOwner(
                    "DROP TABLE IF EXISTS kehu_state." + name + " CASCADE",
                    "SET search_path TO kehu_state",
                    table,
                    "GRANT ALL ON " + name + " TO " + database.running().user());
        }
        return in(database);
    }

    static Place in(TestDatabase database) {
        return () -> new StateDatabase(new PostgresHome(database.database(), session -> {}));
    }

    /** Made with the first test that needs it. */
    final class Shared {
        private static final TestDatabase DATABASE = TestDatabase.withTables();

        private Shared() {}

        private static String tables() {
            return StateSchema.STEPS.stream()
                    .map(String::strip)
                    .filter(step -> step.startsWith("create table "))
                    .map(step -> "kehu_state." + step.substring(13, step.indexOf('(')))
                    .collect(Collectors.joining(", "));
        }
    }
}
