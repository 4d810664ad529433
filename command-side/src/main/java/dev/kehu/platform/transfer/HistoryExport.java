package dev.kehu.platform.transfer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.datadir.PrivateFile;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.proof.MerkleLog;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Writes what is recorded at this moment to a file; what comes later is not in it. */
public final class HistoryExport {
    private static final int PAGE = 1_000;
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final EventHistory history;
    private final Clock clock;
    private final Progress progress;
    private final @Nullable MerkleLog log;

    /** Without proofs. */
    public HistoryExport(EventHistory history, Clock clock, Progress progress) {
        this(history, clock, progress, null);
    }

    /** With what proves the file, if the log signs anything. */
    public HistoryExport(
            EventHistory history, Clock clock, Progress progress, @Nullable MerkleLog log) {
        this.history = history;
        this.clock = clock;
        this.progress = progress;
        this.log = log;
    }

    /**
     * What was written.
     *
     * @param leaves SHA-256 over all leaves in order, hexadecimal
     */
    public record Exported(String storeId, long events, String leaves, long bytes, Path file) {}

    /**
     * @throws Refusal when the file exists, or a history is being written already
     * @throws DataDirectoryRefused when it cannot be written; nothing is left then
     */
    public Exported to(Path file) {
        if (!ONE_AT_A_TIME.tryLock()) {
            throw Refusal.conflict("export.running", "A history is being exported already; wait.");
        }
        try {
            return alone(file);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private Exported alone(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.conflict(
                    "export.exists", file + " exists already; name a file that does not.");
        }
        Path part = file.resolveSibling(file.getFileName() + ".kehu-part");
        try {
            try {
                PrivateFile.create(part);
                Trailer written = write(part);
                Directories.forceFile(part);
                Directories.move(part, file);
                return new Exported(
                        history.storeId(),
                        written.events(),
                        written.leaves(),
                        Files.size(file),
                        file);
            } catch (IOException | RuntimeException failure) {
                Files.deleteIfExists(part);
                throw failure;
            }
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(file, failure);
        }
    }

    private Trailer write(Path part) throws IOException {
        Evidence evidence = Evidence.of(log);
        Header header = evidence.header(history, clock.instant());
        long head = header.head();
        Leaves leaves = new Leaves();
        try (LineOutput out = new LineOutput(Files.newOutputStream(part))) {
            out.write(header);
            for (long position = 0; position < head; ) {
                List<StoredEvent> page =
                        history.readStored(position, (int) Math.min(PAGE, head - position));
                if (page.isEmpty() || page.getFirst().position() != position + 1) {
                    throw Refusal.conflict(
                            "export.hole",
                            "History has a hole after position " + position + "; run doctor.");
                }
                for (StoredEvent event : page) {
                    out.write(HistoryLine.of(event));
                    leaves.add(event.leaf());
                    evidence.behind(event.position(), head, out);
                }
                position = page.getLast().position();
                progress.at("Exporting", position, head, "events");
            }
            Trailer trailer = new Trailer(head, leaves.hex());
            out.write(trailer);
            return trailer;
        }
    }
}
