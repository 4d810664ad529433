package dev.kehu.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.OpenStorage;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.memory.Count.Counting;
import dev.kehu.platform.sealing.Envelope;

import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

@Timeout(120)
class StatesTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");
    private static final String LONG = "customer-long";
    private static final long ROOM = 1 << 20;

    @TempDir private Path directory;
    private final Reads reads = new Reads();
    private final List<States> all = new ArrayList<>();
    private final Counting fold = new Counting();
    private EventLog log;
    private OpenStorage open;

    @BeforeEach
    void open() {
        log = reads.counting(new SqliteEventLog(directory.resolve("events.db"), Clock.systemUTC()));
        open = OpenStorage.over(directory, log);
    }

    @AfterEach
    void close() {
        all.forEach(States::close);
        open.close();
    }

    private States states() {
        return states(fold, ROOM);
    }

    private States states(Counting how, long room) {
        States states =
                new States(
                        open.storage(),
                        log,
                        open.serializer(),
                        new Envelope(open.keys()),
                        List.of(how),
                        room);
        all.add(states);
        return states;
    }

    private void append(String stream, long from, long to) {
        for (long first = from; first < to; first += 500) {
            open.engine()
                    .appendEvents(
                            LongStream.range(first, Math.min(first + 500, to))
                                    .<DomainEventMessage<?>>mapToObj(
                                            seq ->
                                                    new GenericDomainEventMessage<>(
                                                            "customer",
                                                            stream,
                                                            seq,
                                                            new CustomerOpened(
                                                                    new CustomerId(stream), WHEN)))
                                    .toList());
        }
    }

    private void snapshotReaches(long seq) {
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            EventLog.Snapshot snapshot = log.readTail(LONG).snapshot();
                            assertThat(snapshot).isNotNull();
                            assertThat(snapshot.seq()).isGreaterThanOrEqualTo(seq);
                        });
    }

    private void counts(States states, String stream, long events) {
        Standing<Count> standing = states.of(fold, stream);
        assertThat(standing.state()).isEqualTo(new Count(events));
        assertThat(standing.seq()).isEqualTo(events - 1);
    }

    @Test
    void readsALongStreamByOneQueryOfItsSnapshotAndWhatCameAfter() throws Exception {
        append(LONG, 0, 10_000);
        counts(states(), LONG, 10_000);
        snapshotReaches(9_999);
        append(LONG, 10_000, 10_003);
        States fresh = states();
        assertThat(reads.during(() -> fresh.of(fold, LONG))).containsExactly("readTail " + LONG);
        counts(fresh, LONG, 10_003);
        assertThat(log.readTail(LONG).events()).hasSize(3);
    }

    @Test
    void readsTheSameWithoutTheSnapshot() {
        append(LONG, 0, 250);
        counts(states(), LONG, 250);
        snapshotReaches(249);
        States states = states();
        states.evictSubject(LONG);
        Awaitility.await().until(() -> log.readTail(LONG).snapshot() == null);
        counts(states, LONG, 250);
    }

    @Test
    void takesASnapshotWhileAStreamGrows() throws Exception {
        append(LONG, 0, 1);
        States states = states();
        counts(states, LONG, 1);
        append(LONG, 1, 401);
        snapshotReaches(2 * States.SNAPSHOT_EVERY - 1);
        assertThat(reads.during(() -> states.of(fold, LONG))).isEmpty();
        counts(states, LONG, 401);
    }

    @Test
    void takesSnapshotsWhereNothingIsRemembered() {
        append(LONG, 0, States.SNAPSHOT_EVERY);
        States none = states(fold, 0);
        counts(none, LONG, States.SNAPSHOT_EVERY);
        snapshotReaches(States.SNAPSHOT_EVERY - 1);
        assertThat(none.figures()).isEqualTo(new States.Figures(0, 0));
    }

    @Test
    void passesOverASnapshotOfAnotherRevision() {
        append(LONG, 0, 250);
        counts(states(), LONG, 250);
        snapshotReaches(249);
        append(LONG, 250, 251);
        Counting next = new Counting(2);
        assertThat(states(next, ROOM).of(next, LONG).state()).isEqualTo(new Count(502));
    }

    @Test
    void passesOverASnapshotThatDoesNotRead() {
        append(LONG, 0, 250);
        counts(states(), LONG, 250);
        snapshotReaches(249);
        EventLog.Snapshot sound = log.readTail(LONG).snapshot();
        open.engine()
                .keep(
                        new EventLog.Snapshot(
                                LONG,
                                LONG,
                                250,
                                251,
                                sound.state(),
                                sound.revision(),
                                new byte[] {1, 2, 3}));
        append(LONG, 250, 251);
        snapshotReaches(250);
        counts(states(), LONG, 251);
    }

    @Test
    void sealsASnapshotSoThatErasingTheKeyCoversIt() throws Exception {
        append(LONG, 0, 250);
        counts(states(), LONG, 250);
        snapshotReaches(249);
        byte[] sealed = log.readTail(LONG).snapshot().sealed();
        String text = new String(sealed, US_ASCII);
        assertThat(text).doesNotContain("events");
        assertThat(new Envelope(open.keys()).open("snapshot customer", text))
                .asString(US_ASCII)
                .contains("events");
        close();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key");
            statement.execute("DELETE FROM subject_key");
        }
        open();
        assertThat(new Envelope(open.keys()).open("snapshot customer", text)).isNull();
        counts(states(), LONG, 250);
    }

    @Test
    void knowsWhatWasAppendedBeforeWhoAppendedIsAnswered() throws Exception {
        append("customer-1", 0, 1);
        States states = states();
        counts(states, "customer-1", 1);
        for (long seq = 1; seq < 50; seq++) {
            append("customer-1", seq, seq + 1);
            counts(states, "customer-1", seq + 1);
        }
        assertThat(reads.during(() -> states.of(fold, "customer-1"))).isEmpty();
    }

    @Test
    void neverKnowsWhatWasRolledBack() {
        append("customer-1", 0, 1);
        States states = states();
        counts(states, "customer-1", 1);
        assertThatThrownBy(() -> append("customer-1", 0, 1)).isNotNull();
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.onPrepareCommit(
                u -> {
                    append("customer-1", 1, 2);
                    throw new IllegalStateException("vetoed");
                });
        assertThatThrownBy(unit::commit).isInstanceOf(IllegalStateException.class);
        counts(states, "customer-1", 1);
    }

    @Test
    void storesNothingThatRestsOnAStreamThatMovedMeanwhile() {
        append("customer-1", 0, 1);
        append("customer-2", 0, 1);
        States states = states();
        var unit = DefaultUnitOfWork.startAndGet(null);
        counts(states, "customer-1", 1);
        append("customer-2", 1, 2);
        CompletableFuture.runAsync(() -> append("customer-1", 1, 2)).join();
        assertThatThrownBy(unit::commit).isInstanceOf(ConcurrencyException.class);
        counts(states, "customer-1", 2);
        counts(states, "customer-2", 1);
    }

    @Test
    void restsOnOneHeadOfAStreamOnly() {
        append("customer-1", 0, 1);
        States states = states();
        var unit = DefaultUnitOfWork.startAndGet(null);
        counts(states, "customer-1", 1);
        CompletableFuture.runAsync(() -> append("customer-1", 1, 2)).join();
        assertThatThrownBy(() -> states.of(fold, "customer-1"))
                .isInstanceOf(ConcurrencyException.class);
        unit.rollback();
    }

    @Test
    void makesNoKeyForASnapshotOfWhoWasErased() throws Exception {
        append(LONG, 0, 250);
        append("customer-other", 0, 250);
        new Envelope(open.keys()).seal(LONG, "any", new byte[1]);
        open.keys().makeDurable(List.of(LONG), 0);
        close();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key");
            statement.execute("DELETE FROM subject_key");
        }
        open();
        States states = states();
        counts(states, LONG, 250);
        counts(states, "customer-other", 250); // its snapshot is made after the other one
        Awaitility.await().until(() -> log.readTail("customer-other").snapshot() != null);
        assertThat(log.readTail(LONG).snapshot()).isNull();
        assertThat(new Envelope(open.keys()).sealUnlessErased(LONG, "any", new byte[1])).isNull();
    }

    @Test
    void forgetsAStreamOrASubjectWhenTold() throws Exception {
        append("customer-1", 0, 1);
        append("customer-2", 0, 1);
        States states = states();
        counts(states, "customer-1", 1);
        counts(states, "customer-2", 1);
        states.evict("customer-1");
        assertThat(reads.during(() -> states.of(fold, "customer-1"))).hasSize(1);
        states.evictSubject("customer-2");
        assertThat(reads.during(() -> states.of(fold, "customer-1"))).isEmpty();
        assertThat(reads.during(() -> states.of(fold, "customer-2"))).hasSize(1);
    }

    @Test
    void takesNoOtherStreamForOneOfItsKind() {
        append("customer-1", 0, 1);
        States states = states();
        assertThat(states.exists(fold, "customer-1")).isTrue();
        assertThat(states.exists(fold, "customer-2")).isFalse();
        assertThat(states.exists(fold, "interaction-1")).isFalse();
        assertThat(states.of(fold, "interaction-1").exists()).isFalse();
    }

    @Test
    void givesAggregatesOneEventForAllOfTheirs() {
        append("customer-1", 0, 3);
        states();
        try (var events = open.storage().store().readEvents("customer-1").asStream()) {
            assertThat(events)
                    .singleElement()
                    .satisfies(
                            event -> {
                                assertThat(event.getPayload()).isEqualTo(new Count(3));
                                assertThat(event.getSequenceNumber()).isEqualTo(2);
                            });
        }
        DomainEventStream nothing = open.storage().store().readEvents("customer-2");
        assertThat(nothing.hasNext()).isFalse();
    }
}
