package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.audit.api.RequestEvent.RequestAnswered;
import dev.kehu.audit.api.RequestId;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Map;

@Timeout(60)
class GroupCommitEngineTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00.123Z");

    @TempDir private Path directory;
    private OpenStorage open;

    @BeforeEach
    void open() {
        open = OpenStorage.in(directory);
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static DomainEventMessage<?> message(String stream, long seq, DomainEvent payload) {
        return new GenericDomainEventMessage<>(
                "customer", stream, seq, payload, MetaData.with("actor", "agent"));
    }

    private static DomainEventMessage<?> opened(String stream, long seq) {
        return message(stream, seq, new CustomerOpened(new CustomerId(stream), WHEN));
    }

    private static DomainEventMessage<?> sized(int bytes) {
        return message(
                "request-1",
                0,
                new RequestAnswered(
                        new RequestId("request-1"),
                        "s",
                        "f",
                        Map.of("x", "y".repeat(bytes)),
                        WHEN));
    }

    @Test
    void readsWhatItStored() {
        CustomerId id = new CustomerId("customer-1");
        CustomerRegistered payload = new CustomerRegistered(id, "A-1", "王小明 😀", null, WHEN);
        open.engine().appendEvents(message("customer-1", 0, payload));
        assertThat(open.storage().history().readAfter(0, 10))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.payload()).isEqualTo(payload);
                            assertThat(event.metadata()).isEqualTo(Map.of("actor", "agent"));
                            assertThat(event.subject()).isEqualTo("customer-1");
                            assertThat(event.name()).isEqualTo("customer.registered");
                            assertThat(event.revision()).isEqualTo("1");
                        });
        assertThat(open.storage().store().readEvents("customer-1").asStream())
                .singleElement()
                .satisfies(event -> assertThat(event.getPayload()).isEqualTo(payload));
    }

    @Test
    void takesAnEventOfOneMegabyteAndNotAByteMore() throws Exception {
        open.engine().appendEvents(sized(0));
        int overhead = storedBytes("request-1");
        open.close();
        open = OpenStorage.in(java.nio.file.Files.createDirectory(directory.resolve("second")));
        int room = GroupCommitEngine.MAX_EVENT_BYTES - overhead;
        assertThatThrownBy(() -> open.engine().appendEvents(sized(room + 1)))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("1048576 bytes at most");
        assertThat(open.engine().head()).isZero();
        open.engine().appendEvents(sized(room));
        assertThat(open.engine().head()).isEqualTo(1);
    }

    private int storedBytes(String stream) throws Exception {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("events.db"));
                var statement =
                        connection.prepareStatement(
                                "SELECT length(payload)+length(meta) FROM event WHERE"
                                        + " stream_id=?")) {
            statement.setString(1, stream);
            return statement.executeQuery().getInt(1);
        }
    }

    @Test
    void refusesToReadANameNobodyKnows() throws Exception {
        open.engine().appendEvents(opened("customer-1", 0));
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("events.db"));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER event_never_changes");
            statement.execute("UPDATE event SET name='customer.vanished'");
        }
        assertThatThrownBy(() -> open.storage().history().readAfter(0, 10))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("customer.vanished");
        assertThatThrownBy(
                        () -> open.storage().store().readEvents("customer-1").next().getPayload())
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesWhatIsNoEventOfAnAggregate() {
        assertThatThrownBy(
                        () ->
                                open.engine()
                                        .appendEvents(GenericEventMessage.asEventMessage("a text")))
                .isInstanceOf(EventStoreException.class)
                .hasMessageContaining("Only events of an aggregate");
    }

    @Test
    void storesAUnitOfWorkWholeWhenItCommits() {
        var unit = DefaultUnitOfWork.startAndGet(opened("x", 0));
        unit.onPrepareCommit(
                u -> {
                    open.engine().appendEvents(opened("customer-1", 0));
                    open.engine().appendEvents(opened("customer-2", 0));
                    assertThat(open.engine().head()).isZero();
                });
        StoredEvents[] stored = new StoredEvents[1];
        unit.afterCommit(u -> stored[0] = u.getResource(GroupCommitEngine.STORED));
        unit.commit();
        assertThat(open.engine().head()).isEqualTo(2);
        assertThat(stored[0].positionOfLast()).isEqualTo(2);
        assertThat(open.engine().figures().members()).isEqualTo(1);
    }

    @Test
    void refusesADecisionOverAStreamThatMoved() {
        open.engine().appendEvents(opened("customer-1", 0));
        var unit = DefaultUnitOfWork.startAndGet(opened("x", 0));
        unit.onPrepareCommit(
                u -> {
                    open.engine().appendEvents(opened("customer-2", 0));
                    open.engine().expectHead("customer-1", -1);
                });
        assertThatThrownBy(unit::commit).isInstanceOf(ConcurrencyException.class);
        assertThat(open.engine().lastSequenceNumberFor("customer-2")).isEmpty();
        assertThat(open.engine().head()).isEqualTo(1);
    }

    @Test
    void leavesAReadableStoreWhenTheWriteAfterTheKeysFails() {
        open.close();
        Stubborn[] log = new Stubborn[1];
        open = OpenStorage.in(directory, it -> log[0] = new Stubborn(it));
        log[0].then(Stubborn.Commit.HIDES_THAT_IT_FAILED);
        CustomerRegistered payload =
                new CustomerRegistered(new CustomerId("customer-1"), "A", "B", null, WHEN);
        assertThatThrownBy(() -> open.engine().appendEvents(message("customer-1", 0, payload)))
                .isInstanceOf(StoreUnavailable.class);
        open.close();
        open = OpenStorage.in(directory);
        open.engine().appendEvents(message("customer-1", 0, payload));
        open.close();
        open = OpenStorage.in(directory);
        assertThat(open.storage().history().readAfter(0, 10))
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).isEqualTo(payload));
    }
}
