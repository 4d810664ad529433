package dev.kehu.platform.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.OpenStorage;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.forwarding.ForwardingLog;
import dev.kehu.platform.memory.Count;
import dev.kehu.platform.memory.States;
import dev.kehu.platform.sealing.Envelope;

import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a node remembers while others append to the same history. */
@Timeout(120)
class PostgresStatesTest {
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");
    private static final String STREAM = "customer-1";

    @AutoClose private final TestDatabase database = TestDatabase.make();
    private final Count.Counting fold = new Count.Counting();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir private Path directory;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private record Node(OpenStorage storage, States states) {
        void append(String stream, long seq) {
            storage.engine().appendEvents(event(stream, seq));
        }
    }

    private static DomainEventMessage<?> event(String stream, long seq) {
        return new GenericDomainEventMessage<>(
                "customer", stream, seq, new CustomerOpened(new CustomerId(stream), WHEN));
    }

    private Node node(boolean hears) {
        Path own = directory.resolve("node" + open.size());
        assertThat(own.toFile().mkdir()).isTrue();
        EventLog real = database.log(Clock.systemUTC());
        EventLog log = hears ? real : deaf(real);
        OpenStorage storage = OpenStorage.over(own, log);
        States states =
                new States(
                        storage.storage(),
                        log,
                        storage.serializer(),
                        new Envelope(storage.keys()),
                        List.of(fold),
                        1 << 20);
        open.add(states);
        open.add(storage);
        return new Node(storage, states);
    }

    /** So that what it remembers is stale for sure. */
    private static EventLog deaf(EventLog log) {
        return new ForwardingLog(log) {
            @Override
            public void follow(Consumer<List<StoredEvent>> others) {}
        };
    }

    /** One that has read the stream before another one appended to it. */
    private Node overtaken(boolean hears) {
        Node other = node(true);
        Node overtaken = node(hears);
        other.append(STREAM, 0);
        assertThat(seq(overtaken)).isZero();
        other.append(STREAM, 1);
        return overtaken;
    }

    private long seq(Node node) {
        return node.states().of(fold, STREAM).seq();
    }

    @Test
    void isForgottenWhenAnotherNodeAppends() {
        Node node = overtaken(true);
        Awaitility.await().until(() -> seq(node) == 1);
    }

    @Test
    void guardsADecisionThatOnlyReadIt() {
        Node node = overtaken(false);
        assertThatThrownBy(() -> decide(node, "customer-2"))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(node.storage().engine().lastSequenceNumberFor("customer-2")).isEmpty();
        decide(node, "customer-2");
        assertThat(node.storage().engine().lastSequenceNumberFor("customer-2")).contains(0L);
    }

    private void decide(Node node, String writes) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        seq(node);
        unit.onPrepareCommit(u -> node.append(writes, 0));
        unit.commit();
    }

    @Test
    void guardsADecisionToDoNothing() {
        Node node = overtaken(false);
        var unit = DefaultUnitOfWork.startAndGet(null);
        seq(node);
        assertThatThrownBy(unit::commit).isInstanceOf(ConcurrencyException.class);
        assertThat(seq(node)).isEqualTo(1);
    }

    @Test
    void isLookedAtAgainBeforeARefusal() {
        Node node = overtaken(false);
        var unit = DefaultUnitOfWork.startAndGet(null);
        seq(node);
        assertThat(node.states().stale()).isTrue();
        unit.rollback();
        var next = DefaultUnitOfWork.startAndGet(null);
        assertThat(seq(node)).isEqualTo(1);
        assertThat(node.states().stale()).isFalse();
        next.commit();
    }

    @Test
    void doesNotHinderAnAppendToWhatWasRead() {
        Node one = node(true);
        one.append(STREAM, 0);
        var unit = DefaultUnitOfWork.startAndGet(null);
        seq(one);
        unit.onPrepareCommit(u -> one.append(STREAM, 1));
        unit.commit();
        assertThat(seq(one)).isEqualTo(1);
    }
}
