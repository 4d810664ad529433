package dev.kehu.platform.datadir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.Test;

import java.util.Map;

class FormatsTest {
    @Test
    void changeTogetherWithTheDirectorysSoThatACopyIsMadeFirst() {
        assertThat(
                        Map.of(
                                "directory", DataDirectory.FORMAT,
                                "events.db", SqliteEventLog.FORMAT,
                                "state.db", StateDatabase.FORMAT))
                .as("a file got a new format: raise DataDirectory.FORMAT, too, add a step to it")
                .isEqualTo(Map.of("directory", 3, "events.db", 2, "state.db", 17));
    }
}
