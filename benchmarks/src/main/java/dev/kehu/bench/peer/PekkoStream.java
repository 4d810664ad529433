package dev.kehu.bench.peer;

import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** The actor of one stream, as Pekko's guide writes one. */
final class PekkoStream extends AbstractPersistentActor {
    private final String stream;
    private final boolean once;
    private @Nullable CompletableFuture<Long> waiting;
    private long events;

    /** Asks for one event; completed with its number in the stream once it is stored. */
    record Append(PekkoEvent event, CompletableFuture<Long> stored) {}

    private PekkoStream(String stream, boolean once) {
        this.stream = stream;
        this.once = once;
    }

    static Props once(String stream) {
        return Props.create(PekkoStream.class, () -> new PekkoStream(stream, true));
    }

    static Props kept(String stream) {
        return Props.create(PekkoStream.class, () -> new PekkoStream(stream, false));
    }

    @Override
    public String persistenceId() {
        return stream;
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder().match(PekkoEvent.class, event -> events++).build();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().match(Append.class, this::append).build();
    }

    private void append(Append command) {
        waiting = command.stored();
        persist(
                command.event(),
                stored -> {
                    events++;
                    command.stored().complete(events);
                    if (once) {
                        getContext().stop(self());
                    }
                });
    }

    @Override
    public void onPersistFailure(Throwable cause, @Nullable Object event, long seqNr) {
        fail(cause);
        super.onPersistFailure(cause, event, seqNr);
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long seqNr) {
        fail(cause);
        super.onPersistRejected(cause, event, seqNr);
    }

    private void fail(Throwable cause) {
        if (waiting != null) {
            waiting.completeExceptionally(cause);
        }
    }
}
