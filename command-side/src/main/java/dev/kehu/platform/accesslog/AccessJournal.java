package dev.kehu.platform.accesslog;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.ProofRounds;
import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Takes entries from many readers and writes those that wait together: one sync for all of them,
 * and none waits for more to come. What it returned from is on disk.
 */
public final class AccessJournal implements AccessLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessJournal.class);
    private static final int WAITING = 10_000, TOGETHER = 512;

    private final AccessFile file;
    private final MerkleLog log;
    private final ProofRounds rounds;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
    private final InstantSource clock;
    private final Thread writer;
    private volatile boolean closed;

    private record Waiting(Access access, CompletableFuture<Void> done) {}

    /**
     * @param file opened, or made
     * @param folder of checkpoints and tiles
     */
    public AccessJournal(Path file, LogFolder folder, InstantSource clock) {
        try {
            this.file = AccessFile.open(file);
        } catch (SQLException failure) {
            throw new DataDirectoryRefused(
                    "data.unreadable",
                    "Cannot open %s: %s; restore a backup.".formatted(file, failure.getMessage()));
        }
        this.clock = clock;
        this.log = new MerkleLog(folder, this.file);
        this.rounds = new ProofRounds(log, this.file, clock);
        this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
    }

    /** Begins to write and to sign. */
    public AccessJournal started() {
        writer.start();
        rounds.start();
        return this;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void record(Access access) {
        Waiting waiting = new Waiting(access, new CompletableFuture<>());
        // Looked at again once it waits: the writer may have left in between.
        if (closed || !queue.offer(waiting) || closed && queue.remove(waiting)) {
            throw busy();
        }
        try {
            waiting.done().join();
        } catch (CompletionException failure) {
            throw new StoreUnavailable(
                    "access.not-recorded",
                    "Who looks cannot be written down now, so nothing is shown; see to the disk",
                    failure.getCause());
        }
    }

    private static StoreUnavailable busy() {
        return new StoreUnavailable(
                "access.not-recorded",
                "Too many look at once, or Kehu is stopping; ask again in a moment");
    }

    private void run() {
        List<Waiting> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                group.clear();
                Waiting first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, TOGETHER - 1);
                    write(group);
                }
            } catch (InterruptedException stopping) {
                continue; // told by closed
            }
        }
    }

    private void write(List<Waiting> group) {
        try {
            file.append(group.stream().map(Waiting::access).toList());
            group.forEach(each -> each.done().complete(null));
            rounds.stored(file.head());
        } catch (Throwable failure) { // an error, too, or whoever waits would do so for ever
            LOG.error("Who looked could not be written: {}", Trace.classes(failure));
            group.forEach(each -> each.done().completeExceptionally(failure));
        }
    }

    @Override
    public List<Entry> of(Collection<String> customers, long before, int limit) {
        return file.reading().of(customers, before, limit);
    }

    @Override
    public List<Entry> before(long number, int limit) {
        return file.reading().before(number, limit);
    }

    @Override
    public long wide() {
        return file.reading().wide();
    }

    @Override
    public List<Hour> hours(Instant since) {
        return file.reading().hours(since);
    }

    @Override
    public List<String> readers() {
        return file.reading().readers();
    }

    @Override
    public List<String> seenBy(String actor, Instant from, Instant to, int most) {
        return file.reading().seenBy(actor, from, to, most);
    }

    /** The tree over the entries and what it signed. */
    public MerkleLog log() {
        return log;
    }

    /** Entries as bytes behind that many, at most so many. */
    public List<byte[]> bytes(long after, int most) {
        return file.reading().bytes(after, most);
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        writer.interrupt();
        try {
            writer.join(Duration.ofSeconds(10));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        rounds.stop();
        file.close();
    }
}
