package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One step from a format version to the next. A step that was interrupted is run again from its
 * start, so its action must bear that; the copy made before the first step stands beside the
 * directory.
 *
 * @param from version the directory has
 * @param to version it has afterwards, higher than {@code from}
 */
public record Upgrade(int from, int to, Action action) {
    public Upgrade {
        if (to <= from) {
            throw new IllegalArgumentException("an upgrade goes up: " + from + " to " + to);
        }
    }

    /** What a step does to the files below the root. */
    @FunctionalInterface
    public interface Action {
        void run(Path root) throws IOException;
    }
}
