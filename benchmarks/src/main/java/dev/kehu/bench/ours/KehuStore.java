package dev.kehu.bench.ours;

import dev.kehu.bench.postgres.Database;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.postgres.PostgresEventLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.platform.proof.MerkleLog;
import dev.kehu.platform.proof.ProofRounds;
import dev.kehu.platform.proof.StoredLeaves;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.sealing.SubjectVault;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Our event store with sealing and leaves on, as the whole program opens it. */
public final class KehuStore implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();

    private final SubjectKeys keys;
    private final Envelope envelope;
    private final SealingSerializer serializer;
    private final EventStorage storage;

    private KehuStore(SubjectKeys keys, Envelope envelope, EventLog log) {
        this.keys = keys;
        this.envelope = envelope;
        serializer = new SealingSerializer(new EventNames(), envelope);
        storage = EventStorage.over(log, serializer, keys, CLOCK);
    }

    /** With the events in SQLite. */
    public static KehuStore open(Path directory) {
        return over(directory, new SqliteEventLog(directory.resolve("events.db"), CLOCK));
    }

    /** With the events in PostgreSQL and the keys in the directory. */
    public static KehuStore onPostgres(Path directory, Database database) {
        Account account = new Account(database.user(), database.password());
        return over(directory, new PostgresEventLog(database.url(), account, null, CLOCK));
    }

    private static KehuStore over(Path directory, EventLog log) {
        SubjectKeys keys = keys(directory);
        return new KehuStore(keys, new Envelope(keys), log);
    }

    private static SubjectKeys keys(Path directory) {
        MasterKeys master = MasterKeys.open(directory.resolve("master.keys"), true);
        return SubjectKeys.open(directory.resolve("keys.db"), master);
    }

    /** In SQLite, with everything personal written as it is: what sealing costs beside it. */
    public static KehuStore unsealed(Path directory) {
        SubjectKeys keys = keys(directory);
        EventLog log = new SqliteEventLog(directory.resolve("events.db"), CLOCK);
        return new KehuStore(keys, new OpenEnvelope(keys), log);
    }

    /** Lets the Merkle log follow and sign, as the whole program does, until it is closed. */
    public AutoCloseable proved(Path directory) {
        Path audit = directory.resolve("audit"), key = directory.resolve("audit.key");
        StoredLeaves leaves = new StoredLeaves(storage.history());
        MerkleLog log = new MerkleLog(new LogFolder(audit, key, "kehu/bench"), leaves);
        ProofRounds rounds = new ProofRounds(log, leaves, CLOCK);
        storage.engine()
                .onStored(
                        stored -> {
                            if (!stored.isEmpty()) {
                                rounds.stored(stored.getLast().position());
                            }
                        });
        rounds.start();
        return rounds::stop;
    }

    /** Publishes one event; returns when it is on the disk. */
    public void publish(EventMessage<?> event) {
        storage.store().publish(event);
    }

    /** Appends many events as one member of a group; to fill a store. */
    public void fill(List<? extends EventMessage<?>> events) {
        storage.engine().appendEvents(events);
    }

    /** Replays everything, decoded, as a rebuild does; answers the number of events. */
    public long scan() {
        return scan(0, Long.MAX_VALUE);
    }

    /**
     * Replays events after a position until it has {@code limit}, or the rest of their page too.
     */
    public long scan(long after, long limit) {
        try (History.Scan scan = storage.history().scan(after)) {
            long read = 0;
            for (var page = scan.next(); !page.isEmpty(); page = scan.next()) {
                read += page.size();
                if (read >= limit) {
                    break;
                }
            }
            return read;
        }
    }

    /** Loads a stream as a repository does without a cache; answers the number of events. */
    public int load(String stream) {
        var events = storage.store().readEvents(stream);
        int count = 0;
        while (events.hasNext()) {
            Objects.requireNonNull(events.next().getPayload());
            count++;
        }
        return count;
    }

    public EventStore store() {
        return storage.store();
    }

    public History history() {
        return storage.history();
    }

    /** Seals what views keep, under the keys of the events. */
    public Vault vault() {
        return new SubjectVault(envelope);
    }

    public SealingSerializer serializer() {
        return serializer;
    }

    @Override
    public void close() {
        storage.close();
        keys.close();
    }
}
