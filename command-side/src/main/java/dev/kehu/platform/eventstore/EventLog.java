package dev.kehu.platform.eventstore;

import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a database must offer to the engine. Writing happens on the engine's one writer thread;
 * reading on any.
 */
public interface EventLog extends AutoCloseable {
    /**
     * Opens (or reopens after a failure) and checks the store; returns the newest position, 0 when
     * empty. When it returns, no earlier write is under way any more.
     *
     * @throws StoreUnavailable when it cannot be reached; see {@link StoreUnavailable#passing}
     */
    long open();

    /** Whether nothing was ever recorded; may be asked before it is opened. */
    default boolean untouched() {
        return open() == 0;
    }

    String storeId();

    /**
     * Writes a group in one transaction with one fsync. A member that conflicts is reported and
     * consumes no position; the others are stored, with the positions and the recorded time they
     * got. When it returns, everything reported stored is durable, and so is all that stands at a
     * lower position, whoever wrote it.
     *
     * @return for each member what became of it, in the order given
     * @throws UnknownOutcome when the commit itself failed and may or may not have taken effect
     * @throws StoreUnavailable when nothing was written
     */
    List<Outcome> write(List<Append> group);

    /**
     * Tells what other processes have recorded in the same log, each event at least once and a
     * process's own events perhaps too; on a thread of the log. One that a single process writes to
     * never tells anything.
     */
    default void follow(Consumer<List<StoredEvent>> others) {}

    /**
     * Takes over the name of the store whose history is imported next.
     *
     * @throws IllegalStateException when there are events already
     */
    void adopt(String storeId);

    /**
     * Stores events as they were recorded elsewhere: ids, positions, recorded times and leaves stay
     * as they are. One transaction with one fsync, all or none. For a store nobody else writes to.
     *
     * @param head the newest position, as {@link #open} gave it or the last call left it
     * @throws IllegalArgumentException when they do not go on right behind {@code head}
     * @throws java.util.ConcurrentModificationException when somebody else wrote behind it
     * @throws StoreUnavailable when nothing was written, or it is unknown; calling again with the
     *     head there is then is safe
     */
    void importAll(List<StoredEvent> events, long head);

    /**
     * Everything an import was to bring is there and was read back. Until then a store that other
     * directories reach too refuses to be opened, but for an import.
     */
    default void imported() {}

    /**
     * Up to {@code limit} events after a position, fewer when they are large; only an empty page is
     * the end.
     */
    List<StoredEvent> readAfter(long position, int limit);

    /**
     * Leaf hashes of up to {@code limit} events after a position, in order; only an empty page is
     * the end.
     *
     * @throws IllegalArgumentException at a hole
     */
    default List<byte[]> leaves(long position, int limit) {
        List<StoredEvent> page = readAfter(position, limit);
        refuseHoles(page, position);
        return page.stream().map(StoredEvent::leaf).toList();
    }

    List<StoredEvent> readStream(String stream, long fromSeq);

    /** The events of one subject behind a position, as {@link #readAfter} reads all. */
    List<StoredEvent> readSubject(String subject, long position, int limit);

    /** As {@link dev.kehu.kernel.History#readSubjects}. */
    List<StoredEvent> readSubjects(String subject, long position, @Nullable String last, int limit);

    /** As {@link dev.kehu.kernel.History#subjectBehind}. */
    Optional<String> subjectBehind(String subject, int events);

    /** The snapshot of a stream, if there is one, and the events behind it; in one query. */
    default Tail readTail(String stream) {
        return new Tail(null, readStream(stream, 0));
    }

    /**
     * Keeps a snapshot, unless a newer one of the same state is there; on the writer thread. It may
     * be lost at any time.
     */
    default void keep(Snapshot snapshot) {}

    /** Deletes the snapshots about a subject; on the writer thread. */
    default void dropSnapshots(String subject) {}

    /** Whether this process alone appends: what it remembers of a stream cannot be stale then. */
    default boolean alone() {
        return false;
    }

    /** Whether {@link #write} checks the heads of streams that a decision only read. */
    default boolean checksHeads() {
        return false;
    }

    /** The newest seq of a stream, −1 when it does not exist. */
    long lastSeq(String stream);

    /**
     * Event ids at these places, by stream; to find out what a commit with an unknown outcome did.
     */
    @Nullable StoredEvent at(String stream, long seq);

    long head();

    /**
     * Why it takes no events at this moment, though it is open; for readiness, so it is asked often
     * and answers within a few seconds.
     */
    default Optional<String> ailment() {
        return Optional.empty();
    }

    /** Bytes of a write-ahead log beside a file of this process; 0 where a server keeps its own. */
    default long logBytes() {
        return 0;
    }

    /**
     * Names and figures an operator asks for; may read all there is. {@code events} and {@code
     * head}, of one moment, are equal unless events are missing. Where the engine can tell, {@code
     * integrity} is {@link #WHOLE} or what is damaged, and {@code rights} are {@link #APPEND_ONLY}
     * or what the running role may do beyond that.
     */
    Map<String, Object> facts();

    String WHOLE = "ok";
    String APPEND_ONLY = "read and append";

    @Override
    void close();

    /** For {@link #importAll}: what is stored is dense, whoever stores it. */
    static void refuseHoles(List<StoredEvent> events, long head) {
        long expected = head;
        for (StoredEvent event : events) {
            if (event.position() != ++expected) {
                throw new IllegalArgumentException(
                        "position %d follows %d".formatted(event.position(), expected - 1));
            }
        }
    }

    /**
     * What a stream had come to with one of its events.
     *
     * @param subject whom that event is about
     * @param seq of that event
     * @param state what kind of state it is, and in which revision: others are ignored
     * @param sealed under the subject's key
     */
    record Snapshot(
            String stream,
            String subject,
            long seq,
            long position,
            String state,
            String revision,
            byte[] sealed) {}

    /** The end of a stream: all of it when there is no snapshot. */
    record Tail(@Nullable Snapshot snapshot, List<StoredEvent> events) {}

    /** What became of one member: its events, or why not. */
    record Outcome(List<StoredEvent> stored, @Nullable RuntimeException refused) {
        public static Outcome of(List<StoredEvent> stored) {
            return new Outcome(stored, null);
        }

        static Outcome refused(RuntimeException why) {
            return new Outcome(List.of(), why);
        }

        /** An event stands there already; a second first event is told apart, as Axon does. */
        public static Outcome taken(String stream, long seq) {
            String what = "Stream " + stream + " already has seq " + seq;
            return refused(
                    seq == 0
                            ? new AggregateStreamCreationException(what)
                            : new ConcurrencyException(what));
        }

        public static Outcome moved(String stream) {
            return refused(
                    new ConcurrencyException("A stream this decision read has moved: " + stream));
        }

        void tell(Append member) {
            if (refused != null) {
                member.failed(refused);
            } else {
                member.stored(stored);
            }
        }
    }
}
