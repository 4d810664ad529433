package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mark in a data directory whose state is kept in the database of its events, or is on its way
 * there: a {@code state.db} that lies in the directory is then not the state.
 */
public record StateElsewhere(Path root) {
    private static final String FILE = "state.elsewhere";

    public boolean isMarked() {
        return Files.exists(root.resolve(FILE));
    }

    /**
     * Marks it durably, unless it is.
     *
     * @throws DataDirectoryRefused when it cannot be written
     */
    public void mark() {
        if (isMarked()) {
            return;
        }
        try {
            Directories.write(root.resolve(FILE), "postgres\n");
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(root, failure);
        }
    }
}
