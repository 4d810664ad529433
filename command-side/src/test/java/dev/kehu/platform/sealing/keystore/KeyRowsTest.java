package dev.kehu.platform.sealing.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.state.Sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class KeyRowsTest {
    /** A thousand at a time, so a search of all keys for each would be quadratic. */
    @Test
    void findOldKeysByAnIndex(@TempDir Path directory) {
        String plan = "EXPLAIN QUERY PLAN " + KeyRows.SOME_OLD;
        try (KeysInFile file = KeysInFile.open(directory.resolve("keys.db"))) {
            List<String> steps =
                    file.read(c -> Sql.list(c, plan, row -> row.getString("detail"), 2L, 1_000L));
            assertThat(steps).first().asString().contains("SEARCH", "subject_key_kek");
        }
    }
}
