package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Reads every event in order; some look only when they are woken, as pooled processors do. */
final class SimulatedFollower {
    private final Simulation world;
    private final boolean sleeps;
    private final boolean stopping;
    private @Nullable TrackingEventStream stream;
    private boolean awake = true;
    private long position;

    SimulatedFollower(Simulation world) {
        this.world = world;
        this.sleeps = world.dice().oneIn(2);
        this.stopping = sleeps && world.dice().oneIn(8);
    }

    long position() {
        return position;
    }

    /** Whether it refuses to be woken, as a processor that is stopping does. */
    boolean stopping() {
        return stopping;
    }

    void abandoned() {
        stream = null;
    }

    void act(SimulatedNode node) throws InterruptedException {
        TrackingEventStream open = stream == null ? open(node) : stream;
        if (sleeps && !awake) {
            return;
        }
        awake = false;
        for (int most = 1 + world.dice().below(20);
                open.hasNextAvailable(0, TimeUnit.NANOSECONDS);
                most--) {
            if (most == 0) {
                awake = true;
                return;
            }
            see(open.nextAvailable());
        }
    }

    private TrackingEventStream open(SimulatedNode node) {
        TrackingEventStream open = node.store().openStream(token());
        if (sleeps) {
            open.setOnAvailableCallback(this::wake);
        }
        awake = true;
        stream = open;
        return open;
    }

    private @Nullable TrackingToken token() {
        TrackingToken here = position == 0 ? null : new GlobalSequenceTrackingToken(position);
        if (here == null || !world.dice().oneIn(3)) {
            return here;
        }
        return ReplayToken.createReplayToken(
                new GlobalSequenceTrackingToken(world.ledger().onDisk() + 1), here, "reset");
    }

    private void wake() {
        awake = true;
        if (stopping) {
            throw new RejectedExecutionException("made up");
        }
    }

    private void see(TrackedEventMessage<?> event) {
        assertThat(event.trackingToken().position()).as("next").hasValue(position + 1);
        position++;
        assertThat(position).as("seen before it is durable").isLessThanOrEqualTo(onDisk());
        if (world.dice().oneIn(2)) {
            content((DomainEventMessage<?>) event);
        }
    }

    private long onDisk() {
        return world.ledger().onDisk();
    }

    private void content(DomainEventMessage<?> event) {
        long mine = position;
        try {
            assertThat(event.getIdentifier())
                    .as("content at %d", mine)
                    .isEqualTo(world.ledger().idAt(mine).toString());
            assertThat(event.getPayload()).isEqualTo(world.events().payload());
        } catch (EventStoreException unreadable) {
            // a reader comes back later; what counts is that nothing wrong is read
        }
    }

    /** Begins anew somewhere behind. */
    void reset() {
        if (stream != null) {
            stream.close();
        }
        stream = null;
        position = world.dice().below((int) position + 1);
    }
}
