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
        FAILED
    }

    private final ScriptedServer server;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger appends = new AtomicInteger();
    private volatile CountDownLatch frozen = new CountDownLatch(0);
    private volatile Fate next = Fate.ANSWERED;
    private volatile Runnable onFate = () -> {};
    private volatile int skipped;

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
            Fate fate = next;
            next = Fate.ANSWERED;
            String refused =
                    fate == Fate.LOST || fate == Fate.FAILED
                            ? ""
                            : server.history().append(List.copyOf(events));
            if (fate != Fate.ANSWERED) {
                unheard(fate);
            } else if (refused.isEmpty()) {
                client.onNext(Confirmation.newBuilder().setSuccess(true).build());
                client.onCompleted();
                readers.forEach(Reader::more);
            } else {
                Metadata trailers = new Metadata();
                trailers.put(CODE, "AXONIQ-2000");
                client.onError(
                        Status.OUT_OF_RANGE.withDescription(refused).asRuntimeException(trailers));
            }
        }

        private void unheard(Fate fate) {
            onFate.run();
            if (fate == Fate.FAILED) {
                client.onError(Status.UNAVAILABLE.asRuntimeException());
            }
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
                while (position >= 0 && permits > 0 && position < server.history().size()) {
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
        answer.onNext(TrackingToken.newBuilder().setToken(server.history().size() - 1L).build());
        answer.onCompleted();
    }
}
