package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.StoreUnavailable;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.grpc.Metadata;
import io.grpc.Status;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connection, which comes back by itself, and what is asked over it. */
final class Server implements AutoCloseable {
    private static final int BUFFER = 2048;
    private static final int REFILL = 512;
    private static final int KEEP_ALIVE_SECONDS = 10; // gRPC takes no less
    private static final String TAKEN = "AXONIQ-2000";
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("axoniq-errorcode", Metadata.ASCII_STRING_MARSHALLER);

    private final Limits limits;
    private final AxonServerConnectionFactory factory;
    private final AxonServerConnection connection;

    Server(Address address, Limits limits) {
        this.limits = limits;
        System.setProperty(Address.BANNER_OFF, "true");
        AxonServerConnectionFactory.Builder builder =
                AxonServerConnectionFactory.forClient(address.component(), address.client())
                        .routingServers(
                                address.servers().stream()
                                        .map(Server::address)
                                        .toArray(ServerAddress[]::new))
                        .connectTimeout(limits.connect().toMillis(), TimeUnit.MILLISECONDS)
                        .reconnectInterval(limits.pause().toMillis(), TimeUnit.MILLISECONDS)
                        .usingKeepAlive(KEEP_ALIVE_SECONDS, 5, TimeUnit.SECONDS, true);
        if (!address.token().isEmpty()) {
            builder.token(address.token());
        }
        this.factory = builder.build();
        this.connection = factory.connect(address.context());
    }

    static ServerAddress address(String server) {
        int colon = server.lastIndexOf(':');
        return colon < 0
                ? new ServerAddress(server)
                : new ServerAddress(
                        server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }

    private EventChannel events() {
        return connection.eventChannel();
    }

    /**
     * The newest token, −1 for an empty context.
     *
     * @throws StoreUnavailable when it does not answer in time
     */
    long lastToken() {
        return answer(events().getLastToken());
    }

    private <T> T answer(CompletableFuture<T> question) {
        try {
            return within(question, limits.answer());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw away(e);
        }
    }

    /** Waits on, whoever interrupts: the outcome must be known. */
    static <T> T within(CompletableFuture<T> question, Duration limit)
            throws ExecutionException, TimeoutException {
        long until = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return question.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The first event of the context.
     *
     * @throws StoreUnavailable when it does not come in time
     */
    Event first() {
        try (EventStream all = from(0)) {
            EventWithToken first =
                    all.nextIfAvailable(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                return first.getEvent();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw away(e);
        }
        throw away(new TimeoutException());
    }

    private static StoreUnavailable away(Exception why) {
        return StoreUnavailable.unreachable(
                "Axon Server cannot be reached; try again shortly", why);
    }

    /** Everything from a token on, and what comes; the leader knows it first. */
    EventStream from(long token) {
        return events().openStream(token - 1, BUFFER, REFILL, true);
    }

    /**
     * One transaction.
     *
     * @throws Exception when it was refused ({@link #taken} tells), or may have taken effect
     */
    void append(List<Event> events) throws ExecutionException, TimeoutException {
        AppendEventsTransaction transaction = events().startAppendEventsTransaction();
        boolean sent = false;
        try {
            events.forEach(transaction::appendEvent);
            sent = true;
            if (!within(transaction.commit(), limits.commit()).getSuccess()) {
                throw new IllegalStateException("Axon Server did not confirm an append");
            }
        } finally {
            if (!sent) {
                transaction.rollback();
            }
        }
    }

    /** Whether the server refused it because a place in a stream was not the next one. */
    static boolean taken(Throwable failure) {
        Metadata trailers = Status.trailersFromThrowable(failure);
        return trailers != null && TAKEN.equals(trailers.get(CODE));
    }

    @Override
    public void close() {
        connection.disconnect();
        factory.shutdown();
    }
}
