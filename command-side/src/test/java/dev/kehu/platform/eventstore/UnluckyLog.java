package dev.kehu.platform.eventstore;

import dev.kehu.platform.eventstore.forwarding.ForwardingLog;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/**
 * The log of one simulated process. Before and after everything it does others act, and it fails in
 * every way the contract of {@link EventLog} allows, as the dice say.
 */
final class UnluckyLog extends ForwardingLog {
    private final Simulation world;
    @Nullable Consumer<List<StoredEvent>> others;
    private @Nullable List<Append> late;
    private boolean opened;
    private int awayFor;

    UnluckyLog(EventLog log, Simulation world) {
        super(log);
        this.world = world;
    }

    private enum Fate {
        REFUSED,
        FAILED,
        UNKNOWN_AND_DONE,
        UNKNOWN_AND_NOT_DONE,
        UNKNOWN_AND_DONE_LATER,
        DEAD_BEFORE,
        DEAD_BEHIND,
        CUT_BEFORE,
        CUT_BEHIND
    }

    @Override
    public long open() {
        world.meanwhile(this);
        if (awayFor > 0) {
            awayFor--;
            throw StoreUnavailable.unreachable("made up", new IllegalStateException());
        }
        if (world.unlucky(60)) {
            opened = false;
            throw new StoreUnavailable("store.failed", "made up");
        }
        if (!opened) {
            log.open();
        }
        land();
        opened = true;
        return log.open();
    }

    /** What was under way ends before the log is open again, or with the process. */
    void land() {
        if (late != null) {
            log.write(late);
            late = null;
        }
    }

    void lose() {
        late = null;
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        world.meanwhile(this);
        if (!opened) {
            open();
        }
        if (!world.unlucky(8)) {
            List<Outcome> outcomes = log.write(group);
            world.meanwhile(this);
            return outcomes;
        }
        return fail(group, Fate.values()[world.dice().below(Fate.values().length)]);
    }

    private List<Outcome> fail(List<Append> group, Fate fate) {
        awayFor = world.shared() && world.unlucky(4) ? world.dice().below(200) : 0;
        switch (fate) {
            case UNKNOWN_AND_DONE, DEAD_BEHIND, CUT_BEHIND -> log.write(group);
            case UNKNOWN_AND_DONE_LATER -> late = List.copyOf(group);
            case REFUSED, FAILED, UNKNOWN_AND_NOT_DONE, DEAD_BEFORE, CUT_BEFORE -> {}
        }
        switch (fate) {
            case REFUSED -> throw new StoreUnavailable("store.full", "made up");
            case UNKNOWN_AND_DONE, UNKNOWN_AND_NOT_DONE, UNKNOWN_AND_DONE_LATER ->
                    throw new UnknownOutcome(new IllegalStateException("made up"));
            case DEAD_BEFORE, DEAD_BEHIND -> throw new OutOfMemoryError("made up");
            case CUT_BEFORE, CUT_BEHIND -> throw world.cutPower();
            case FAILED -> {}
        }
        throw new IllegalStateException("made up");
    }

    private void read() {
        if (world.unlucky(3)) {
            world.meanwhile(this);
        }
        world.alive(this);
        if (world.unlucky(150)) {
            throw new EventStoreException("made up");
        }
    }

    @Override
    public List<StoredEvent> readAfter(long position, int limit) {
        read();
        return log.readAfter(position, limit);
    }

    @Override
    public long lastSeq(String stream) {
        read();
        return log.lastSeq(stream);
    }

    @Override
    public @Nullable StoredEvent at(String stream, long seq) {
        read();
        return log.at(stream, seq);
    }

    @Override
    public void follow(Consumer<List<StoredEvent>> follower) {
        others = follower;
    }
}
