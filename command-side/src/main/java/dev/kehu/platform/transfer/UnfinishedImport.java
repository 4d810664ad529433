package dev.kehu.platform.transfer;

import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.datadir.Directories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mark beside half an imported history: were it served, processors would act on it and record
 * events where the rest belongs.
 */
public record UnfinishedImport(DataDirectory data) {
    private static final String FILE = "import.unfinished";

    private Path file() {
        return data.file(FILE);
    }

    public boolean isThere() {
        return Files.exists(file());
    }

    public void begin() throws IOException {
        Directories.mark(file());
    }

    public void end() throws IOException {
        Directories.unmark(file());
    }
}
