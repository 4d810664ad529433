package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mark in a data directory whose events are kept in a database server: what lies in the directory
 * is then not the history, and must be neither served nor backed up as if it were.
 */
public record EventsElsewhere(Path root) {
    /** The companion database of events in Axon Server. */
    public static final String COMPANION = "companion.db";

    private static final String FILE = "events.elsewhere";
    private static final String AXON_SERVER = "axonserver";

    private Path file() {
        return root.resolve(FILE);
    }

    public boolean isMarked() {
        return Files.exists(file());
    }

    /** The server's name, for people. */
    public String server() {
        return store().equals(AXON_SERVER) ? "Axon Server" : "PostgreSQL";
    }

    /**
     * What {@code kehu.store} was when it was marked. Marks of earlier builds are empty.
     *
     * @throws DataDirectoryRefused when it cannot be read
     */
    public String store() {
        try {
            String store = Files.readString(file()).strip();
            if (!store.isEmpty()) {
                return store;
            }
            return Files.exists(root.resolve(COMPANION)) ? AXON_SERVER : "postgres";
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(root, failure);
        }
    }

    /**
     * Marks it durably, unless it is.
     *
     * @param store what {@code kehu.store} is
     * @throws DataDirectoryRefused when it cannot be written
     */
    public void mark(String store) {
        if (isMarked()) {
            return;
        }
        try {
            Directories.write(file(), store + "\n");
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(root, failure);
        }
    }
}
