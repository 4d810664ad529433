package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class LogNameTest {
    private static String name(Firm firm) {
        return firm.get(MerkleLog.class).key().name();
    }

    /** As a restore leaves it: events, and nothing of the log. */
    @Test
    void isAnotherWhereALogBeginsOverAHistory(@TempDir Path directory) throws Exception {
        String first;
        try (Firm firm = Firm.in(directory)) {
            first = name(firm);
            assertThat(first).isEqualTo("kehu/" + firm.history().storeId());
            firm.registered("A-1");
        }
        try (Firm firm = Firm.in(directory)) {
            assertThat(name(firm)).isEqualTo(first);
        }
        Directories.delete(directory.resolve("audit"));
        Files.delete(directory.resolve("audit.key"));
        try (Firm firm = Firm.in(directory)) {
            assertThat(name(firm)).startsWith(first + "/").isNotEqualTo(first);
        }
    }
}
