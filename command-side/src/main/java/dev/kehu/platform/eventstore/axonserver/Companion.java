package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * History as Kehu reads it, in token order: recorded time, subject index, leaf. Recorded time is
 * the latest time any event up to here was sent with, so it never goes back, and a companion made
 * anew from the server says the same of every event. Written by the tail alone.
 */
final class Companion implements AutoCloseable {
    private final SqliteEventLog log;
    private volatile long head;
    private volatile long recordedAt;

    Companion(Path file, Clock clock) {
        this.log = new SqliteEventLog(file, clock);
    }

    SqliteEventLog log() {
        return log;
    }

    long head() {
        return head;
    }

    /** Why it can take nothing. */
    Optional<String> ailment() {
        return log.ailment();
    }

    void open() {
        head = log.open();
        recordedAt = head == 0 ? 0 : newest().recordedAt();
    }

    private StoredEvent newest() {
        return log.readAfter(head - 1, 1).getFirst();
    }

    /**
     * Takes what follows; tokens are positions, for the first event, at token 0, names the store
     * and is none of the history.
     *
     * @throws Broken when it is not what has to follow; what came before it is kept
     */
    List<StoredEvent> take(List<EventWithToken> page) {
        List<StoredEvent> added = new ArrayList<>(page.size());
        try {
            for (EventWithToken next : page) {
                if (next.getToken() == 0 || next.getToken() == head + added.size()) {
                    refuseOther(next, added);
                } else {
                    long before = added.isEmpty() ? recordedAt : added.getLast().recordedAt();
                    added.add(next(next, head + added.size() + 1, before));
                }
            }
        } finally {
            keep(added);
        }
        return added;
    }

    private static StoredEvent next(EventWithToken next, long expected, long before) {
        if (next.getToken() != expected) {
            throw Broken.gap(expected, next.getToken());
        }
        Draft draft = Entry.draft(next.getEvent());
        return draft.at(expected, Math.max(before, next.getEvent().getTimestamp()));
    }

    /** A stream is opened at what is known already, to see that it is the same history. */
    private void refuseOther(EventWithToken known, List<StoredEvent> added) {
        Event event = known.getEvent();
        if (known.getToken() == 0) {
            refuseOtherStore(event);
            return;
        }
        StoredEvent here = added.isEmpty() ? newest() : added.getLast();
        if (!here.getEventIdentifier().equals(event.getMessageIdentifier())) {
            throw Broken.differs(known.getToken());
        }
    }

    void takeName(Event first) {
        log.adopt(name(first));
    }

    private static String name(Event first) {
        String name = Entry.storeId(first);
        if (name.isEmpty()) {
            throw Broken.foreign();
        }
        return name;
    }

    void refuseOtherStore(Event first) {
        String there = name(first);
        if (!there.equals(log.storeId())) {
            throw Broken.otherStore(log.storeId(), there);
        }
    }

    /**
     * For an import: what was recorded elsewhere has to come out the same here.
     *
     * @throws IllegalArgumentException when it would not
     */
    void refuseUnfit(List<StoredEvent> events, long behind) {
        if (behind != head) {
            throw new IllegalArgumentException("history ends at " + head + ", not " + behind);
        }
        long before = recordedAt;
        for (StoredEvent event : events) {
            if (event.recordedAt() < before
                    || !event.fitsItsLeaf()
                    || event.payload().length + event.meta().length > Appends.MAX_EVENT_BYTES) {
                throw new IllegalArgumentException(
                        "position %d goes back in time, does not fit its leaf, or is too large"
                                .formatted(event.position()));
            }
            before = event.recordedAt();
        }
    }

    /** Beside what the tail takes: the file has one connection that writes. */
    synchronized void keep(EventLog.Snapshot snapshot) {
        log.keep(snapshot);
    }

    synchronized void dropSnapshots(String subject) {
        log.dropSnapshots(subject);
    }

    private synchronized void keep(List<StoredEvent> added) {
        if (!added.isEmpty()) {
            try {
                log.importAll(added, head);
                head = added.getLast().position();
                recordedAt = added.getLast().recordedAt();
            } catch (RuntimeException e) {
                lookAgain(added.getLast().position(), e);
            }
        }
    }

    /** A commit that failed may have taken effect; then it is as if it had not failed. */
    private void lookAgain(long last, RuntimeException failure) {
        if (isFull(failure) || ailment().isPresent()) {
            throw failure;
        }
        open();
        if (head < last) {
            throw failure;
        }
    }

    static boolean isFull(Throwable failure) {
        return failure instanceof StoreUnavailable known && known.code().equals("store.full");
    }

    @Override
    public void close() {
        log.close();
    }
}
