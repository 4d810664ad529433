package dev.kehu.platform.eventstore.axonserver;

import io.axoniq.axonserver.connector.impl.Headers;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Speaks as much of Axon Server's protocol as the back end uses, over a real connection, and
 * behaves as one was seen to: dense tokens from 0, the next seq or AXONIQ-2000, a transaction whole
 * or not at all. Can be killed, started again on the same port, frozen, and made to lie.
 */
public final class ScriptedServer implements AutoCloseable {
    private volatile ScriptedHistory history;
    private final String token;
    private final ScriptedEvents events;
    private final ScriptedCommands commands = new ScriptedCommands();
    private final ScriptedQueries queries = new ScriptedQueries();
    private Server server;
    private int port;

    public ScriptedServer() {
        this("");
    }

    /** One that asks for a token. */
    public ScriptedServer(String token) {
        this.token = token;
        this.history = new ScriptedHistory();
        this.events = new ScriptedEvents(this);
        this.server = started();
    }

    private Server started() {
        try {
            Server next =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                            .permitKeepAliveTime(1, TimeUnit.SECONDS)
                            .permitKeepAliveWithoutCalls(true)
                            .intercept(new Door())
                            .addService(new ScriptedPlatform(this))
                            .addService(events)
                            .addService(commands)
                            .addService(queries)
                            .build()
                            .start();
            port = next.getPort();
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScriptedHistory history() {
        return history;
    }

    ScriptedEvents events() {
        return events;
    }

    public ScriptedCommands commands() {
        return commands;
    }

    public ScriptedQueries queries() {
        return queries;
    }

    public int port() {
        return port;
    }

    String token() {
        return token;
    }

    /** As kill -9: connections break, nothing is said. */
    public void kill() {
        events.thaw();
        cut();
        awaitGone();
    }

    /** As {@link #kill}, from within a call. */
    void cut() {
        server.shutdownNow();
    }

    /** Waits until it was cut. */
    void awaitGone() {
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On the same port, with what is stored. */
    public void startAgain() {
        server = started();
    }

    /** Another server behind the same address. */
    void startAgainWith(ScriptedHistory other) {
        history = other;
        startAgain();
    }

    @Override
    public void close() {
        kill();
    }

    private final class Door implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String shown = headers.get(Headers.ACCESS_TOKEN);
            if (!token.isEmpty() && !token.equals(shown)) {
                String what = call.getMethodDescriptor().getFullMethodName();
                call.close(
                        Status.PERMISSION_DENIED.withDescription(
                                (shown == null ? "No token for " : "Invalid token for ") + what),
                        new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return Contexts.interceptCall(Context.current(), call, headers, next);
        }
    }
}
