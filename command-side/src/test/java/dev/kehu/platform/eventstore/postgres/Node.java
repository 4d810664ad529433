package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.OpenStorage;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node in a process of its own: appends at a rate until it is told to stop, and writes down what
 * was acknowledged and what its tail saw. It ends with its input, once its tail has seen all.
 */
final class Node {
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

    private Node() {}

    /** Its directory, its name, url, user and password of the database. */
    public static void main(String[] args) throws Exception {
        Path own = Path.of(args[0]);
        PostgresDatabase database =
                new PostgresDatabase(args[2], new Account(args[3], args[4]), TestDatabase.SHORT);
        PostgresEventLog log = new PostgresEventLog(database, null, Clock.systemUTC(), false);
        try (OpenStorage node = OpenStorage.over(own, log)) {
            CompletableFuture<Void> told = CompletableFuture.runAsync(Node::readLine, OWN_THREAD);
            CompletableFuture<Void> appended =
                    CompletableFuture.runAsync(() -> append(node, args[1], own, told), OWN_THREAD);
            watch(node, own, log, appended.thenRunAsync(Node::readLine, OWN_THREAD));
            appended.join();
        }
    }

    private static void readLine() {
        try {
            for (int c = 0; c >= 0 && c != '\n'; ) {
                c = System.in.read();
            }
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static PrintWriter lines(Path own, String name) {
        try {
            return new PrintWriter(own.resolve(name).toFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(OpenStorage node, String name, Path own, CompletableFuture<?> told) {
        try (PrintWriter acknowledged = lines(own, "acknowledged")) {
            for (int n = 0; !told.isDone(); n++) {
                String stream = name + "-" + n;
                try {
                    PostgresNodesTest.append(node, stream);
                    acknowledged.println(stream);
                    acknowledged.flush();
                } catch (StoreUnavailable e) {
                    System.out.println(stream + " " + e.code() + " " + e.getMessage());
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
        lines(own, "stopped").close();
    }

    private static void watch(
            OpenStorage node, Path own, PostgresEventLog log, CompletableFuture<?> ended)
            throws InterruptedException {
        long position = 0;
        try (PrintWriter seen = lines(own, "seen");
                TrackingEventStream tail = node.storage().store().openStream(null)) {
            while (!ended.isDone() || position < log.head()) {
                while (tail.hasNextAvailable(50, TimeUnit.MILLISECONDS)) {
                    TrackedEventMessage<?> event = tail.nextAvailable();
                    position = event.trackingToken().position().orElseThrow();
                    String stream = ((DomainEventMessage<?>) event).getAggregateIdentifier();
                    seen.println(position + " " + stream);
                    seen.flush();
                }
            }
        }
    }
}
