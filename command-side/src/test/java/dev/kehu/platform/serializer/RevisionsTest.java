package dev.kehu.platform.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.Open;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Subject;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** An event stored in revision 1 reads as revision 3, whoever reads it. */
class RevisionsTest {
    private static final CustomerId ONE = new CustomerId("customer-1");
    private static final Instant WHEN = Instant.parse("1998-06-30T10:00:00.123Z");
    private static final Moved OLD = new Moved(ONE, "Ulm", "Li Wei", WHEN);
    private static final MovedAway NEW = new MovedAway(ONE, "ULM", "Li Wei", null, WHEN);

    private static final Revisions STEPS =
            new Revisions(
                    List.of(
                            new Revisions.Step(
                                    "test.moved",
                                    1,
                                    Set.of(Category.OTHER),
                                    RevisionsTest::renamed),
                            new Revisions.Step(
                                    "test.moved",
                                    2,
                                    Set.of(Category.OTHER),
                                    RevisionsTest::shouted)));

    sealed interface OldEvent extends DomainEvent {}

    @EventName("test.moved")
    record Moved(
            @Subject CustomerId customerId,
            @Open String town,
            @Personal @Nullable String fullName,
            @Open Instant occurredAt)
            implements OldEvent {}

    sealed interface NewEvent extends DomainEvent {}

    @EventName(value = "test.moved", revision = "3")
    record MovedAway(
            @Subject CustomerId customerId,
            @Open String city,
            @Personal @Nullable String name,
            @Personal(Category.CONTACT) @Nullable String phone,
            @Open Instant occurredAt)
            implements NewEvent {}

    @TempDir private Path directory;
    private SubjectKeys keys;

    @BeforeEach
    void open() {
        keys =
                SubjectKeys.open(
                        directory.resolve("keys.db"),
                        MasterKeys.open(directory.resolve("master.keys"), true));
    }

    @AfterEach
    void close() {
        keys.close();
    }

    private static ObjectNode renamed(ObjectNode event) {
        event.set("city", event.remove("town"));
        if (event.has("fullName")) {
            event.set("name", event.remove("fullName"));
        }
        return event;
    }

    private static ObjectNode shouted(ObjectNode event) {
        return event.put(
                "city", event.get("city").stringValue().toUpperCase(java.util.Locale.ROOT));
    }

    private SealingSerializer old() {
        return new SealingSerializer(new EventNames(List.of(OldEvent.class)), new Envelope(keys));
    }

    private SealingSerializer now(Revisions revisions) {
        return new SealingSerializer(
                new EventNames(List.of(NewEvent.class)), new Envelope(keys), revisions);
    }

    private EventStorage storage(SealingSerializer serializer) {
        return EventStorage.over(
                new SqliteEventLog(directory.resolve("events.db"), Clock.systemUTC()),
                serializer,
                keys,
                Clock.systemUTC());
    }

    @Test
    void readByAggregatesAndByHistory() {
        try (EventStorage storage = storage(old())) {
            storage.engine()
                    .appendEvents(
                            new GenericDomainEventMessage<>("Customer", "customer-1", 0, OLD));
        }
        try (EventStorage storage = storage(now(STEPS))) {
            storage.engine()
                    .appendEvents(
                            new GenericDomainEventMessage<>("Customer", "customer-1", 1, NEW));
            assertThat(storage.engine().readEvents("customer-1").asStream().toList())
                    .extracting(e -> (Object) e.getPayload())
                    .containsExactly(NEW, NEW);
            assertThat(storage.engine().readEvents(null, false).toList())
                    .extracting(e -> (Object) e.getPayload())
                    .containsExactly(NEW, NEW);
            assertThat(storage.history().readAfter(0, 10))
                    .extracting(e -> e.payload())
                    .containsExactly(NEW, NEW);
            assertThat(storage.history().readStream("customer-1"))
                    .extracting(e -> e.revision())
                    .containsExactly("1", "3");
        }
    }

    @Test
    void refusesARevisionNoStepLeadsFrom() {
        byte[] stored = old().serialize(OLD, byte[].class).getData();
        Revisions first = new Revisions(List.of());
        for (String revision : List.of("1", "0", "4")) {
            assertThatThrownBy(() -> now(first).read("test.moved", revision, stored))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("No class for stored name [test.moved]")
                    .hasMessageContaining("[" + revision + "]");
        }
        assertThatThrownBy(() -> now(STEPS).read("test.moved", "4", stored))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> now(STEPS).read("test.moved", null, stored))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void readsAnErasedComponentAsNothing() throws Exception {
        byte[] stored = old().serialize(OLD, byte[].class).getData();
        keys.makeDurable(List.of("customer-1"), 0);
        keys.close();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key");
            statement.execute("DELETE FROM subject_key");
        }
        open();
        assertThat(now(STEPS).read("test.moved", "1", stored))
                .isEqualTo(new MovedAway(ONE, "ULM", null, null, WHEN));
    }

    @Test
    void refusesAnOldEventThatHasLostASealedPart() {
        for (String lost : List.of("{}", "{\"_sealed\":{}}", "{\"_sealed\":{\"other\":null}}")) {
            byte[] stored = lost.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThatThrownBy(() -> now(STEPS).read("test.moved", "1", stored))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("lost its sealed part OTHER");
        }
    }

    @Test
    void refusesTwoStepsFromOneRevision() {
        Revisions.Step step = new Revisions.Step("test.moved", 1, Set.of(), tree -> tree);
        assertThatThrownBy(() -> new Revisions(List.of(step, step)))
                .isInstanceOf(IllegalStateException.class);
    }
}
