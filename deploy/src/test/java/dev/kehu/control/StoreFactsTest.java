package dev.kehu.control;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.control.Finding.State;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.EventStorage;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.forwarding.ForwardingLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.MasterKeys;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.EventNames;
import dev.kehu.platform.serializer.SealingSerializer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What {@code doctor} says of the event store, and with which exit code it ends. */
class StoreFactsTest {
    private static final int EVENTS = 500;
    private static final int PAGE = 4096;
    private static final byte LEAF_OF_AN_INDEX = 0x0a;

    @TempDir private Path temp;

    private Path file;
    private Clock clock = Clock.systemUTC();

    private record Told(int exit, List<Finding> found) {
        Finding first() {
            return found.getFirst();
        }
    }

    private interface Damage {
        void done() throws Exception;
    }

    @BeforeEach
    void recordEvents() {
        file = temp.resolve("events.db");
        List<StoredEvent> events = new ArrayList<>();
        for (int i = 1; i <= EVENTS; i++) {
            byte[] text = "{}".getBytes(UTF_8);
            Draft draft =
                    Draft.of(
                            "customer",
                            "stream-%04d".formatted(i),
                            0,
                            new UUID(1, i),
                            "customer.registered",
                            "1",
                            "subject-" + i,
                            text,
                            text);
            events.add(draft.at(i, i));
        }
        try (SqliteEventLog log = log()) {
            log.importAll(events, log.open());
        }
    }

    private SqliteEventLog log() {
        return new SqliteEventLog(file, Clock.systemUTC());
    }

    private Told doctor(UnaryOperator<EventLog> seen, Damage meanwhile) throws Exception {
        MasterKeys master = MasterKeys.open(temp.resolve("master.keys"), true);
        try (SubjectKeys keys = SubjectKeys.open(temp.resolve("keys.db"), master)) {
            var serializer = new SealingSerializer(new EventNames(), new Envelope(keys));
            EventLog log = seen.apply(log());
            try (var storage = EventStorage.over(log, serializer, keys, Clock.systemUTC())) {
                meanwhile.done();
                var beans = new GenericApplicationContext();
                var facts = new StoreFacts(storage.engine(), storage.history(), clock);
                beans.registerBean(HealthFacts.class, () -> facts);
                beans.refresh();
                Heard heard = new Heard();
                int exit =
                        new ControlCommands(
                                        beans.getBeanProvider(HealthFacts.class),
                                        beans.getBeanProvider(Errand.class),
                                        beans.getBeanProvider(OperatorLooks.class))
                                .run("doctor", List.of(), heard);
                assertThat(heard.complaints).isEmpty();
                return new Told(exit, heard.findings);
            }
        }
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void isWellWhenAllIsThere() throws Exception {
        Told told = doctor(log -> log, () -> {});
        assertThat(told.exit()).isZero();
        assertThat(told.found()).hasSize(1);
        assertThat(told.first().detail()).startsWith("500 events, none is missing; SQLite 3.");
        assertThat(told.first().figures())
                .containsEntry("events", 500L)
                .containsEntry("head", 500L);
    }

    @Test
    void findsAnEventMissingInTheMiddle() throws Exception {
        Told told =
                doctor(
                        log -> log,
                        () ->
                                sql(
                                        "DROP TRIGGER event_never_goes",
                                        "DELETE FROM event WHERE position=250"));
        assertThat(told.exit()).isOne();
        assertThat(told.first().detail())
                .contains("499 events", "position is 500", "restore a backup");
    }

    @Test
    void findsTheNewestEventsMissing() throws Exception {
        Told told =
                doctor(
                        log -> log,
                        () ->
                                sql(
                                        "DROP TRIGGER event_never_goes",
                                        "DELETE FROM event WHERE position>490"));
        assertThat(told.exit()).isOne();
        assertThat(told.first().detail()).contains("490 events", "position is 500");
    }

    /** One letter of a stream's name, in the index alone: each page by itself looks sound. */
    @Test
    void findsAnIndexThatDoesNotFitItsTable() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        byte[] name = "stream-0250".getBytes(UTF_8);
        int damaged = 0;
        for (int page = PAGE; page < bytes.length; page += PAGE) {
            for (int at; bytes[page] == LEAF_OF_AN_INDEX; damaged++) {
                at = indexOf(bytes, name, page);
                if (at < 0) {
                    break;
                }
                bytes[at + name.length - 1] = 'x';
            }
        }
        assertThat(damaged).isPositive();
        Files.write(file, bytes);
        Told told = doctor(log -> log, () -> {});
        assertThat(told.exit()).isOne();
        assertThat(told.first().detail()).contains("damaged", "event_stream", "restore a backup");
    }

    private static int indexOf(byte[] bytes, byte[] part, int page) {
        for (int at = page; at < page + PAGE - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void findsANewestEventThatWasChanged() throws Exception {
        Told told =
                doctor(
                        log -> log,
                        () ->
                                sql(
                                        "DROP TRIGGER event_never_changes",
                                        "UPDATE event SET payload=x'7b207d' WHERE position=500"));
        assertThat(told.exit()).isOne();
        assertThat(told.first().detail()).contains("500, is not as it was recorded");
    }

    @Test
    void saysSoWhenItCannotBeRead() throws Exception {
        Told told = doctor(log -> log, () -> sql("DROP TABLE event"));
        assertThat(told.exit()).isOne();
        assertThat(told.first().state()).isEqualTo(State.FAILED);
        assertThat(told.first().detail()).contains("cannot be read");
    }

    private static EventLog ailing(EventLog log) {
        return new ForwardingLog(log) {
            @Override
            public Optional<String> ailment() {
                return Optional.of("store.held: made up");
            }
        };
    }

    @Test
    void failsWhileItTakesNoEvents() throws Exception {
        Told told = doctor(StoreFactsTest::ailing, () -> {});
        assertThat(told.exit()).isOne();
        assertThat(told.first().detail()).contains("store.held");
    }

    private static EventLog trusting(EventLog log) {
        return new ForwardingLog(log) {
            @Override
            public Map<String, Object> facts() {
                Map<String, Object> facts = new LinkedHashMap<>(log.facts());
                facts.put("rights", "the running role may change tables");
                return facts;
            }
        };
    }

    @Test
    void warnsWhereTheClockWasFarAhead() throws Exception {
        clock = Clock.fixed(Instant.EPOCH.minus(Duration.ofHours(3)), ZoneOffset.UTC);
        Told told = doctor(log -> log, () -> {});
        assertThat(told.exit()).isZero();
        assertThat(told.found())
                .filteredOn(it -> it.state() == State.WARNING)
                .singleElement()
                .extracting(Finding::detail)
                .asString()
                .startsWith("the newest event is recorded 180 minutes ahead");
    }

    @Test
    void warnsOfRightsBeyondAppending() throws Exception {
        Told told = doctor(StoreFactsTest::trusting, () -> {});
        assertThat(told.exit()).isZero();
        assertThat(told.found())
                .filteredOn(it -> it.state() == State.WARNING)
                .singleElement()
                .extracting(Finding::detail)
                .isEqualTo("the running role may change tables");
    }
}
