package dev.kehu.platform.analysis;

import dev.kehu.platform.analysis.duckdb.CopyFile.Folder;
import dev.kehu.platform.analysis.duckdb.Limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Whether the disk has room for more: events are on the same one, and worth more than a copy. */
final class Room {
    /** Nobody takes longer to fetch an answer; what is older was left behind. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Folder folder;
    private final Limits limits;

    Room(Folder folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /**
     * Removes answers nobody has fetched, and looks whether one more may be written. Those on their
     * way are counted in bytes, so a slow reader counts for as long as the file is there.
     *
     * @throws CopyUnavailable {@code analysis.busy}
     */
    void forAnswer() {
        if (folder.isScarce())
            throw new CopyUnavailable(
                    "analysis.busy", "There is too little room on the disk for an answer");
        if (swept() > limits.atOnce() * limits.bytes())
            throw new CopyUnavailable(
                    "analysis.busy", "Answers that are not fetched yet take all the room they may");
    }

    /**
     * Looks whether events may be copied.
     *
     * @throws IOException when the disk is needed for the events themselves
     */
    void forRows() throws IOException {
        if (folder.isScarce())
            throw new IOException("there is too little room on the disk for the copy");
    }

    /** Bytes of the answers that stay. */
    private long swept() {
        FileTime old = FileTime.from(Instant.now().minus(KEPT));
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.answers())) {
            for (Path file : files.toList()) {
                if (!Files.exists(file)) continue;
                if (Files.getLastModifiedTime(file).compareTo(old) < 0) Files.deleteIfExists(file);
                else bytes += file.toFile().length();
            }
        } catch (NoSuchFileException fetched) {
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes;
    }
}
