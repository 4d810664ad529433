package dev.kehu.platform.transfer;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.ErasedSubjects;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.sealing.KeyFile;
import dev.kehu.platform.serializer.SealedParts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;

/**
 * Takes a history over as it was recorded: first the whole file is read and compared with what is
 * there, then what is missing is stored, then the store is read back. Killed at any moment, it goes
 * on behind the newest event that is there.
 */
public final class HistoryImport {
    /** Events of one transaction, and about how many bytes of them. */
    private static final int BATCH = 1_000;

    private static final int BATCH_BYTES = 4 << 20;

    private final Path path;
    private final HistoryFile file;
    private final EventLog log;
    private final Progress progress;
    private final ErasedSubjects erased = new ErasedSubjects();

    /**
     * @param log open, and nobody else writes to it
     */
    public HistoryImport(Path path, EventLog log, Progress progress) {
        this.path = path;
        this.file = new HistoryFile(path);
        this.log = log;
        this.progress = progress;
    }

    /**
     * What was imported.
     *
     * @param events how many there are now
     * @param added how many of them came in this run
     * @param leaves SHA-256 over all leaves in order, as read back from the store
     */
    public record Imported(String storeId, long events, long added, String leaves) {}

    /** Whose history the file holds. */
    public String storeId() throws IOException {
        return file.header().storeId();
    }

    /**
     * Reads the whole file, and compares what the store has already.
     *
     * @throws Refusal when the file is damaged or newer, the store holds another history, or a key
     *     is missing; nothing was stored
     */
    public void check(KeyFile keys) throws IOException {
        Header header = file.header();
        long head = log.head();
        if (head > header.head() || head > 0 && !log.storeId().equals(header.storeId())) {
            throw otherHistory(head);
        }
        Prefix prefix = new Prefix(head);
        file.read(
                event -> {
                    if (event.position() <= head && !prefix.next().sameAs(event)) {
                        throw otherHistory(head);
                    }
                    refuseWithoutKey(event, keys);
                    erased.add(event.name(), event.payload());
                    progress.at("Checking", event.position(), header.head(), "events");
                });
    }

    /** What the history says to be erased; known once it was checked. */
    public ErasedSubjects erased() {
        return erased;
    }

    private Refusal otherHistory(long head) {
        return Refusal.conflict(
                "import.other-history",
                "The store holds %d events, and %s is not their continuation; import into a new one."
                        .formatted(head, path));
    }

    private void refuseWithoutKey(StoredEvent event, KeyFile keys) {
        try {
            if (SealedParts.keys(event.payload()).stream().allMatch(keys::settles)) {
                return;
            }
        } catch (IllegalArgumentException unreadable) {
            throw Refusal.invalid(
                    "import.damaged",
                    "The event at position %d of %s does not read."
                            .formatted(event.position(), path));
        }
        throw Refusal.conflict(
                "import.keys-missing",
                "The event at position %d of %s has neither key nor tombstone here; name its keys with --keys."
                        .formatted(event.position(), path));
    }

    /** What the store has already, page by page. */
    private final class Prefix {
        private final long head;
        private List<StoredEvent> page = List.of();
        private int next;

        Prefix(long head) {
            this.head = head;
        }

        StoredEvent next() {
            if (next == page.size()) {
                page = log.readAfter(page.isEmpty() ? 0 : page.getLast().position(), BATCH);
                next = 0;
                if (page.isEmpty()) {
                    throw otherHistory(head);
                }
            }
            return page.get(next++);
        }
    }

    /**
     * Stores what is missing and reads everything back.
     *
     * @throws Refusal when what was read back is not what the file says
     */
    public Imported run() throws IOException {
        Header header = file.header();
        long before = log.head();
        if (before == 0) {
            log.adopt(header.storeId());
        }
        Batch batch = new Batch(before, header.head());
        Trailer trailer = file.read(batch::add);
        batch.store();
        String leaves = readBack(header.head());
        if (!leaves.equals(trailer.leaves())) {
            throw Refusal.conflict(
                    "import.differs",
                    "What was stored is not what " + path + " holds; import into a new store.");
        }
        log.imported();
        return new Imported(header.storeId(), trailer.events(), trailer.events() - before, leaves);
    }

    private final class Batch {
        private final List<StoredEvent> events = new ArrayList<>(BATCH);
        private final long total;
        private long head;
        private int bytes;

        Batch(long head, long total) {
            this.head = head;
            this.total = total;
        }

        void add(StoredEvent event) {
            if (event.position() <= head) {
                return;
            }
            events.add(event);
            bytes += event.payload().length + event.meta().length;
            if (events.size() == BATCH || bytes >= BATCH_BYTES) {
                store();
            }
        }

        void store() {
            try {
                log.importAll(events, head);
            } catch (ConcurrentModificationException moved) {
                throw Refusal.conflict(
                        "import.moved",
                        "Somebody else recorded events behind position %d; import into a new store nobody writes to."
                                .formatted(head));
            } catch (IllegalArgumentException repeated) {
                throw Refusal.invalid(
                        "import.damaged",
                        "Behind position %d of %s: %s; use another copy."
                                .formatted(head, path, repeated.getMessage()));
            }
            head += events.size();
            events.clear();
            bytes = 0;
            progress.at("Importing", head, total, "events");
        }
    }

    private String readBack(long head) {
        Leaves leaves = new Leaves();
        for (long position = 0; position < head; ) {
            List<StoredEvent> page = log.readAfter(position, BATCH);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(event -> leaves.add(event.leaf()));
            position = page.getLast().position();
            progress.at("Reading back", position, head, "events");
        }
        return leaves.hex();
    }
}
