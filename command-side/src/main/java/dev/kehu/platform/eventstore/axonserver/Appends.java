package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.trace.Trace;

import io.axoniq.axonserver.grpc.event.Event;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * One append, one transaction of the server. An error is never a no: whatever is not known to have
 * failed is looked up once the tail has caught up, and sent again with the same event ids when it
 * is not there. Should the first one have been on its way still, one of the two loses against the
 * other.
 */
final class Appends {
    /** Payload and metadata of one event; four times what the intake takes. */
    static final int MAX_EVENT_BYTES = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(Appends.class);

    private final Server server;
    private final TokenTail tail;
    private final Awaited awaited;
    private final Companion companion;
    private final Limits limits;
    private final Clock clock;

    Appends(
            Server server,
            TokenTail tail,
            Awaited awaited,
            Companion companion,
            Limits limits,
            Clock clock) {
        this.server = server;
        this.tail = tail;
        this.awaited = awaited;
        this.companion = companion;
        this.limits = limits;
        this.clock = clock;
    }

    Outcome run(Append member) {
        RuntimeException unfit = unfit(member);
        if (unfit != null) {
            return refused(unfit);
        }
        CompletableFuture<List<StoredEvent>> seen = awaited.of(member);
        try {
            return send(member, seen);
        } finally {
            awaited.forget(member);
        }
    }

    /** What this server cannot keep or check, whatever its state. */
    private static @Nullable RuntimeException unfit(Append member) {
        for (Draft draft : member.drafts()) {
            if (draft.payload().length + draft.meta().length > MAX_EVENT_BYTES) {
                return Refusal.invalid(
                        "axonserver.event-too-large",
                        "In Axon Server an event may take 262,144 bytes at most; send less.");
            }
        }
        for (Map.Entry<String, Long> read : member.expectedHeads().entrySet()) {
            Long first = firstSeq(member, read.getKey());
            if (first == null) {
                return Refusal.conflict(
                        "axonserver.head-only-read",
                        "Axon Server cannot check a stream that is only read; this needs SQLite or"
                                + " PostgreSQL.");
            }
            if (first != read.getValue() + 1) {
                return Outcome.moved(read.getKey()).refused();
            }
        }
        return null;
    }

    private static @Nullable Long firstSeq(Append member, String stream) {
        for (Draft draft : member.drafts()) {
            if (draft.stream().equals(stream)) {
                return draft.seq();
            }
        }
        return null;
    }

    private Outcome send(Append member, CompletableFuture<List<StoredEvent>> seen) {
        long now = clock.millis();
        List<Event> events = member.drafts().stream().map(draft -> Entry.of(draft, now)).toList();
        long until = System.nanoTime() + limits.commit().plus(limits.patience()).toNanos();
        boolean open = false; // whether an earlier try may have taken effect, or still may
        // what may have taken effect is worth waiting for; anything else is told at once
        while (System.nanoTime() < until
                && (open ? tail.await(tail::following, until) : tail.following())) {
            boolean taken;
            try {
                server.append(events);
                return Outcome.of(Server.within(seen, limits.patience()));
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                taken = Server.taken(e);
                open |= !taken;
                LOG.debug("An append did not succeed: {}", Trace.classes(e));
            }
            if (!tail.catchUp(until)) {
                break;
            }
            Outcome found = found(member, seen, taken && !open);
            if (found != null) {
                return found;
            }
            tail.pause();
        }
        return refused(open ? unknown() : tail.unavailable());
    }

    /**
     * What history says of it; null when it is not there and may be sent again.
     *
     * @param refused whether the server refused the only try: then nothing of it can come by later
     */
    private @Nullable Outcome found(
            Append member, CompletableFuture<List<StoredEvent>> seen, boolean refused) {
        if (seen.isDone()) {
            return Outcome.of(seen.join());
        }
        List<StoredEvent> ours = new ArrayList<>(member.drafts().size());
        for (Draft draft : member.drafts()) {
            StoredEvent there = companion.log().at(draft.stream(), draft.seq());
            if (there != null && !there.eventId().equals(draft.eventId())) {
                return Outcome.taken(draft.stream(), draft.seq());
            }
            if (there != null) {
                ours.add(there);
            }
        }
        if (ours.size() == member.drafts().size()) {
            return Outcome.of(ours); // the companion has them a moment before they are awaited
        }
        return refused ? Outcome.moved(member.drafts().getFirst().stream()) : null;
    }

    /** What was recorded elsewhere, in one transaction; an import is run again when it failed. */
    void take(List<StoredEvent> imported) {
        long last = imported.getLast().position();
        try {
            server.append(imported.stream().map(Entry::of).toList());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (Server.taken(e)) {
                throw new IllegalArgumentException(
                        "positions %d to %d repeat a place of a stream"
                                .formatted(imported.getFirst().position(), last),
                        e);
            }
            LOG.debug("An import did not succeed: {}", Trace.classes(e));
        }
        long until = System.nanoTime() + limits.patience().toNanos();
        if (!tail.await(() -> companion.head() >= last, until)) {
            throw new StoreUnavailable(
                    "store.failed",
                    "Axon Server did not tell what became of the import; run it again");
        }
    }

    private static Outcome refused(RuntimeException why) {
        return new Outcome(List.of(), why);
    }

    /** For whoever has to look the request up. */
    static StoreUnavailable unknown() {
        return new StoreUnavailable(
                "store.failed",
                "Axon Server did not tell what became of it; look the request up before sending it"
                        + " again");
    }
}
