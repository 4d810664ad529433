package dev.kehu.platform.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.OpenStorage;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Several nodes on one database, and what becomes of them when something breaks. */
@Timeout(120)
class PostgresNodesTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");
    private static final Duration NEVER = Duration.ofHours(1);

    private final PostgresServer server = PostgresServer.shared();
    @AutoClose private final TestDatabase database = TestDatabase.make();
    private final List<OpenStorage> nodes = new ArrayList<>();

    @TempDir private Path directory;

    @AfterEach
    void close() {
        nodes.forEach(OpenStorage::close);
    }

    private OpenStorage node() {
        return node(TestDatabase.SHORT);
    }

    private OpenStorage node(Limits limits) {
        return node(server.url(database.name()), limits);
    }

    private OpenStorage node(String url, Limits limits) {
        Path own = directory.resolve("node" + nodes.size());
        assertThat(own.toFile().mkdir()).isTrue();
        OpenStorage node = OpenStorage.over(own, database.over(url, Clock.systemUTC(), limits));
        nodes.add(node);
        return node;
    }

    private static Limits polling(Duration poll) {
        Limits usual = Limits.USUAL;
        return new Limits(
                usual.connect(),
                usual.lock(),
                usual.statement(),
                usual.idle(),
                usual.reply(),
                poll);
    }

    private static DomainEventMessage<?> opened(String stream) {
        return new GenericDomainEventMessage<>(
                "customer", stream, 0, new CustomerOpened(new CustomerId(stream), WHEN));
    }

    static void append(OpenStorage node, String... streams) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        for (String stream : streams) {
            events.add(opened(stream));
        }
        node.engine().appendEvents(events);
    }

    private static Throwable failure(OpenStorage node, String stream) {
        return catchThrowable(() -> append(node, stream));
    }

    private static void unreachable(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("store.unreachable"));
    }

    private List<String> streams() {
        try (var all = node().engine().readEvents(null, false)) {
            return all.map(e -> ((DomainEventMessage<?>) e).getAggregateIdentifier()).toList();
        }
    }

    private static List<Long> seen(OpenStorage node, int events) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        try (var tail = node.storage().store().openStream(null)) {
            while (seen.size() < events && tail.hasNextAvailable(20, TimeUnit.SECONDS)) {
                seen.add(tail.nextAvailable().trackingToken().position().orElseThrow());
            }
        }
        return seen;
    }

    @Test
    void raceWithoutAGapAndEachSeesAll() throws Exception {
        OpenStorage one = node(polling(NEVER));
        OpenStorage two = node(polling(NEVER));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            OpenStorage node = i % 2 == 0 ? one : two;
            int mine = i;
            callers.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int n = 0; n < 60; n++) {
                                            race(node, mine, n, acknowledged);
                                        }
                                    }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        int events = acknowledged.size();
        assertThat(events).isEqualTo(8 * 60 + 60);
        assertThat(streams()).containsExactlyInAnyOrderElementsOf(acknowledged);
        List<Long> all = LongStream.rangeClosed(1, events).boxed().toList();
        assertThat(seen(one, events)).isEqualTo(all);
        assertThat(seen(two, events)).isEqualTo(all);
    }

    private static void race(OpenStorage node, int mine, int n, Set<String> acknowledged) {
        for (String stream : List.of("own-" + mine + "-" + n, "hot-" + n)) {
            try {
                append(node, stream);
                assertThat(acknowledged.add(stream)).as(stream).isTrue();
            } catch (AggregateStreamCreationException | ConcurrencyException lost) {
                assertThat(stream).startsWith("hot");
            }
        }
    }

    @Test
    void wakesTheOthersByNotification() {
        OpenStorage one = node(polling(NEVER));
        OpenStorage two = node(polling(NEVER));
        List<StoredEvent> told = new CopyOnWriteArrayList<>();
        two.engine().onStored(told::addAll);
        append(one, "a", "b");
        Awaitility.await().until(() -> two.engine().head() == 2);
        Awaitility.await().until(() -> told.size() == 2);
        append(two, "c");
        Awaitility.await().until(() -> one.engine().head() == 3);
    }

    @Test
    void findsByItsPollWhatNoNotificationTold() throws Exception {
        OpenStorage one = node();
        append(one, "a");
        database.asOwner(
                "ALTER TABLE kehu.event DISABLE TRIGGER ALL",
                "INSERT INTO kehu.event SELECT position + 1, stream_type, 'b', seq, event_id, name,"
                        + " revision, subject, recorded_at, payload, meta, leaf FROM kehu.event");
        Awaitility.await().until(() -> one.engine().head() == 2);
        assertThat(seen(one, 2)).containsExactly(1L, 2L);
    }

    private void terminate(String which) {
        database.asOwner(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                        + database.running().user()
                        + "' AND "
                        + which);
    }

    private Connection holder(Limits limits) throws Exception {
        Connection holder =
                new PostgresDatabase(server.url(database.name()), database.running(), limits)
                        .forWriting();
        holder.setAutoCommit(false);
        PostgresDatabase.execute(
                holder,
                "SELECT kehu.append_events(1, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',"
                        + " '{}', '{}', '{}', '{}', '{}')");
        return holder;
    }

    @Test
    void saysNothingWasRecordedWhenTheServerEndsTheSessionInTheMidst() throws Exception {
        OpenStorage node = node(Limits.USUAL);
        try (Connection holder = holder(Limits.USUAL)) {
            Thread killer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        database.waitsForALock(1);
                                        terminate("wait_event_type = 'Lock'");
                                    });
            assertThat(failure(node, "a"))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.getMessage()).contains("nothing of it was recorded"));
            killer.join();
            holder.rollback();
        }
        append(node, "b");
        assertThat(streams()).containsExactly("b");
    }

    @Test
    void readsOnWhenItsSessionsWereEnded() {
        try (PostgresEventLog log = database.log(Clock.systemUTC())) {
            log.open();
            assertThat(log.readAfter(0, 10)).isEmpty();
            terminate("true");
            assertThat(log.readAfter(0, 10)).isEmpty();
        }
    }

    @Test
    void saysItIsRecordedWhenOnlyTheAnswerWasLost() {
        try (Wire wire = new Wire(server)) {
            OpenStorage node = node(wire.url(database.name()), Limits.USUAL);
            append(node, "a");
            wire.loseAnswers();
            Thread cutter =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Awaitility.await().until(() -> streams().size() == 2);
                                        wire.cut();
                                    });
            assertThat(failure(node, "b")).isNull();
            assertThat(cutter).isNotNull();
            assertThat(node.engine().head()).isEqualTo(2);
            append(node, "c");
            assertThat(streams()).containsExactly("a", "b", "c");
        }
    }

    /** The append of a connection that broke still waits for the lock: it must not happen later. */
    @Test
    void leavesNoAppendBehindThatIsRecordedAfterItsCallerWasToldNo() throws Exception {
        try (Wire wire = new Wire(server)) {
            OpenStorage node = node(wire.url(database.name()), Limits.USUAL);
            try (Connection holder = holder(Limits.USUAL)) {
                Thread cutter =
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            database.waitsForALock(1);
                                            wire.cut();
                                        });
                assertThat(failure(node, "a")).isInstanceOf(StoreUnavailable.class);
                cutter.join();
                holder.rollback();
            }
            database.waitsForALock(0);
            append(node, "b");
            assertThat(streams()).containsExactly("b");
        }
    }

    @Test
    void goesOnPastANodeThatWasStoppedWhileItHeldTheLock() throws Exception {
        OpenStorage node = node();
        try (Connection stopped = holder(TestDatabase.SHORT)) {
            unreachable(failure(node, "a"));
            Awaitility.await().until(() -> failure(node, "b") == null);
            assertThat(stopped.isValid(1)).isFalse();
        }
        assertThat(streams()).containsExactly("b");
    }

    @Test
    void comesBackAfterTheServerWasRestarted() throws Exception {
        assumeTrue(server.ours(), "another server is not ours to restart");
        OpenStorage node = node();
        OpenStorage other = node();
        append(node, "a");
        Awaitility.await().until(() -> other.engine().head() == 1);
        server.stop("fast");
        try {
            assertThat(failure(node, "unknown")).isInstanceOf(StoreUnavailable.class);
            long asked = System.nanoTime();
            unreachable(failure(node, "away"));
            assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(5));
        } finally {
            server.start();
        }
        Awaitility.await().until(() -> failure(node, "b") == null);
        assertThat(seen(node, 2)).containsExactly(1L, 2L);
        Awaitility.await().until(() -> other.engine().head() == 2);
    }
}
