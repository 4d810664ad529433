package dev.kehu.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.DataDirectoryRefused;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class ImportingTest {
    private static final String KEYS = "kehu.keys";

    @TempDir private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(KEYS);
    }

    /** No start would take what such an import had made. */
    @Test
    void beginsNothingWhereKeysAreToBeWithoutTheEvents() {
        System.setProperty(KEYS, "postgres");
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"))) {
            Importing importing =
                    new Importing(
                            data,
                            directory.resolve("history.gz"),
                            Optional.of(directory.resolve("keys")));
            assertThatThrownBy(() -> importing.take((what, done, all, unit) -> {}))
                    .isInstanceOfSatisfying(
                            DataDirectoryRefused.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("keys.needs-postgres"));
            for (String file : new String[] {"keys.db", "master.keys", "events.db"}) {
                assertThat(data.file(file)).doesNotExist();
            }
        }
    }
}
