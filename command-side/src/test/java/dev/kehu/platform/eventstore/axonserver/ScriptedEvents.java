package dev.kehu.platform.eventstore.axonserver;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc.EventStoreImplBase;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The event store's half of the protocol, and what can be made to go wrong in it. */
final class ScriptedEvents extends EventStoreImplBase {
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("axoniq-errorcode", Metadata.ASCII_STRING_MARSHALLER);

    /** What becomes of the next append. */
    enum Fate {
        ANSWERED,
        /** It takes effect, and the server is gone before it says so. */
        STORED_UNHEARD,
        /** The server is gone before it takes effect. */
        LOST,
        /** It fails with an error that does not tell. */
        FAILED,
        /** It takes effect just before the one after it, long after its sender gave up. */
        LATE
    }

    private final ScriptedServer server;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger appends = new AtomicInteger();
    private volatile CountDownLatch frozen = new CountDownLatch(0);
    private volatile Fate next = Fate.ANSWERED;
    private volatile Runnable onFate = () -> {};
    private volatile int skipped;
    private volatile int shown = Integer.MAX_VALUE;
    private final List<List<Event>> late = new CopyOnWriteArrayList<>();

    ScriptedEvents(ScriptedServer server) {
        this.server = server;
    }

    /** What happens to the next append, and what is done then: usually the server is killed. */
    void fateOfNext(Fate fate, Runnable then) {
        onFate = then;
        next = fate;
    }

    /** Answers nothing any more, with the connection open. */
    void freeze() {
        frozen = new CountDownLatch(1);
    }

    void thaw() {
        frozen.countDown();
    }

    /** From now on tokens are told that many too high. */
    void skipTokens(int count) {
        skipped = count;
    }

    /** Is read from a node that follows late: what comes from now on is not seen there. */
    void lag() {
        shown = server.history().size();
    }

    void catchUp() {
        shown = Integer.MAX_VALUE;
        readers.forEach(Reader::more);
    }

    private int size() {
        return Math.min(shown, server.history().size());
    }

    /** Somebody else writes into the context. */
    void appendedByAnother(Event... events) {
        server.history().append(List.of(events));
        readers.forEach(Reader::more);
    }

    /** Appends that arrived, whatever became of them. */
    int appends() {
        return appends.get();
    }

    private void whenAwake() {
        try {
            frozen.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> client) {
        return new Transaction(client);
    }

    private final class Transaction implements StreamObserver<Event> {
        private final StreamObserver<Confirmation> client;
        private final List<Event> events = new ArrayList<>();

        Transaction(StreamObserver<Confirmation> client) {
            this.client = client;
        }

        @Override
        public void onNext(Event event) {
            events.add(event);
        }

        @Override
        public void onError(Throwable cancelled) {
            events.clear();
        }

        @Override
        public void onCompleted() {
            appends.incrementAndGet();
            whenAwake();
            late.forEach(it -> server.history().append(it));
            late.clear();
            Fate fate = next;
            next = Fate.ANSWERED;
            switch (fate) {
                case ANSWERED -> answer(server.history().append(List.copyOf(events)));
                case STORED_UNHEARD -> server.history().append(List.copyOf(events));
                case LATE -> late.add(List.copyOf(events));
                case FAILED -> client.onError(Status.UNAVAILABLE.asRuntimeException());
                case LOST -> events.clear();
            }
            readers.forEach(Reader::more);
            if (fate != Fate.ANSWERED) {
                onFate.run();
            }
        }

        private void answer(String refused) {
            if (refused.isEmpty()) {
                client.onNext(Confirmation.newBuilder().setSuccess(true).build());
                client.onCompleted();
                return;
            }
            Metadata trailers = new Metadata();
            trailers.put(CODE, "AXONIQ-2000");
            client.onError(
                    Status.OUT_OF_RANGE.withDescription(refused).asRuntimeException(trailers));
        }
    }

    @Override
    public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> client) {
        Reader reader = new Reader(client);
        readers.add(reader);
        return reader;
    }

    /** Gives as many as were asked for, then waits for the next request. */
    private final class Reader implements StreamObserver<GetEventsRequest> {
        private final StreamObserver<EventWithToken> client;
        private long position = -1;
        private long permits;

        Reader(StreamObserver<EventWithToken> client) {
            this.client = client;
        }

        @Override
        public void onNext(GetEventsRequest request) {
            synchronized (this) {
                if (position < 0) {
                    position = request.getTrackingToken();
                }
                permits += request.getNumberOfPermits();
            }
            more();
        }

        void more() {
            whenAwake();
            synchronized (this) {
                while (position >= 0 && permits > 0 && position < size()) {
                    client.onNext(
                            EventWithToken.newBuilder()
                                    .setToken(position + skipped)
                                    .setEvent(server.history().at((int) position))
                                    .build());
                    position++;
                    permits--;
                }
            }
        }

        @Override
        public void onError(Throwable gone) {
            readers.remove(this);
        }

        @Override
        public void onCompleted() {
            readers.remove(this);
            client.onCompleted();
        }
    }

    @Override
    public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> answer) {
        whenAwake();
        answer.onNext(TrackingToken.newBuilder().setToken(size() - 1L).build());
        answer.onCompleted();
    }
}
