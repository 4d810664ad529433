package dev.kehu.platform.analysis.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortOfMemoryTest {
    @Test
    void passesAndAGivenUpDatabaseDoesNot() {
        assertThat(CopyFile.isShortOfMemory("Out of Memory Error: could not allocate")).isTrue();
        assertThat(
                        CopyFile.isShortOfMemory(
                                "FATAL Error: Failed: database has been invalidated because of a"
                                        + " previous fatal error. Original error: \"Out of Memory"
                                        + " Error: could not allocate\""))
                .isFalse();
        assertThat(CopyFile.isShortOfMemory("Catalog Error: no such table")).isFalse();
    }
}
