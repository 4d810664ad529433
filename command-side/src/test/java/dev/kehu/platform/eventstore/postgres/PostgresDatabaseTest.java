package dev.kehu.platform.eventstore.postgres;

import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class PostgresDatabaseTest {
    private final Drafts drafts = new Drafts(Drafts.SEED);
    @AutoClose private final TestDatabase database = TestDatabase.make();

    private PostgresEventLog log() {
        return database.log(Clock.systemUTC());
    }

    private void threeEvents() {
        try (EventLog log = log()) {
            log.open();
            log.write(
                    List.of(
                            member(drafts.of("a", 0), drafts.of("a", 1)),
                            member(drafts.of("b", 0))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE kehu.event SET payload = ''",
                "DELETE FROM kehu.event",
                "TRUNCATE kehu.event",
                "INSERT INTO kehu.event SELECT position + 3 FROM kehu.event",
                "UPDATE kehu.store SET format = 7",
                "ALTER TABLE kehu.event DISABLE TRIGGER ALL",
                "DROP TABLE kehu.event",
                "SELECT kehu.leaf_text('a')",
                "CREATE TABLE kehu.mine (n int)",
            })
    void refusesTheRunningRole(String sql) {
        threeEvents();
        assertThatThrownBy(() -> database.asRunning(sql))
                .satisfiesAnyOf(
                        e -> assertThat(e).hasMessageContaining("permission denied"),
                        e -> assertThat(e).hasMessageContaining("must be owner"));
    }

    @Test
    void letsTheRunningRoleRead() {
        threeEvents();
        assertThatCode(() -> database.asRunning("SELECT * FROM kehu.event_text"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE kehu.event SET payload = '' WHERE position = 2",
                "DELETE FROM kehu.event WHERE position = 3",
                "TRUNCATE kehu.event",
            })
    void refusesEvenTheOwner(String sql) {
        threeEvents();
        assertThatThrownBy(() -> database.asOwner(sql))
                .hasMessageContaining("events are never changed or deleted");
    }

    @Test
    void refusesHistoryWithAnEventMissing() {
        threeEvents();
        database.asOwner(
                "ALTER TABLE kehu.event DISABLE TRIGGER ALL",
                "DELETE FROM kehu.event WHERE position = 2");
        try (EventLog log = log()) {
            assertThatThrownBy(log::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("events are missing");
        }
    }

    @Test
    void refusesANewerFormatAndLeavesItAsItIs() {
        threeEvents();
        database.asOwner("UPDATE kehu.store SET format = format + 1");
        try (EventLog log = log()) {
            assertThatThrownBy(log::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("newer Kehu");
        }
        database.asOwner("UPDATE kehu.store SET format = format - 1");
        try (EventLog log = log()) {
            assertThat(log.open()).isEqualTo(3);
        }
    }

    @Test
    void isMadeOnceByNodesThatStartTogether() throws Exception {
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            starts.add(
                    () -> {
                        try (EventLog log = log()) {
                            log.open();
                            return log.storeId();
                        }
                    });
        }
        Set<String> ids = new HashSet<>();
        try (var nodes = Executors.newFixedThreadPool(6)) {
            for (var node : nodes.invokeAll(starts)) {
                ids.add(node.get());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void saysWhoMayMakeTheTablesWhenTheRunningRoleMayNot() {
        database.asOwner("CREATE ROLE poor_" + database.name() + " LOGIN PASSWORD 'p'");
        Account poor = new Account("poor_" + database.name(), "p");
        try (EventLog log =
                new PostgresEventLog(
                        PostgresServer.shared().url(database.name()),
                        poor,
                        null,
                        Clock.systemUTC())) {
            assertThatThrownBy(log::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("kehu.postgres.owner");
        }
    }

    @Test
    void saysWhyItDoesNotOpen() {
        threeEvents();
        Account mistaken = new Account(database.running().user(), "wrong");
        try (EventLog log =
                new PostgresEventLog(
                        PostgresServer.shared().url(database.name()),
                        mistaken,
                        null,
                        Clock.systemUTC())) {
            assertThatThrownBy(log::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void runsWithoutAnOwnerOnceTheTablesAreThere() {
        threeEvents();
        try (EventLog log =
                new PostgresEventLog(
                        PostgresServer.shared().url(database.name()),
                        database.running(),
                        null,
                        Clock.systemUTC())) {
            assertThat(log.open()).isEqualTo(3);
            assertThat(log.facts()).containsEntry("rights", "read and append");
        }
    }

    @Test
    void refusesAClockFarAheadOfTheDatabases() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        try (EventLog log = database.log(ahead)) {
            log.open();
            List<Append> group = List.of(member(drafts.of("a", 0)));
            assertThatThrownBy(() -> log.write(group))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("clock");
            assertThat(log.head()).isZero();
        }
    }

    @Test
    void endsAPageOfLargeEventsEarlyAndGoesOnBehindIt() {
        try (EventLog log = log()) {
            log.open();
            for (int i = 0; i < 3; i++) {
                byte[] large = new byte[(int) (PostgresEventLog.PAGE_BYTES / 2) + 1];
                log.write(List.of(member(drafts.of("l" + i, 0, "subject", large))));
            }
            assertThat(log.readAfter(0, 100)).hasSize(2);
            assertThat(log.readAfter(2, 100)).hasSize(1);
            assertThat(log.readAfter(3, 100)).isEmpty();
            assertThat(log.readSubject("subject", 0, 100)).hasSize(2);
            assertThat(log.readSubject("subject", 2, 100)).hasSize(1);
            assertThat(log.readSubject("subject", 3, 100)).hasSize(0);
        }
    }

    @Test
    void tellsWhatAnOperatorAsksFor() {
        threeEvents();
        try (EventLog log = log()) {
            log.open();
            assertThat(log.facts())
                    .containsEntry("events", 3L)
                    .containsEntry("head", 3L)
                    .containsEntry("rights", "read and append");
        }
    }

    /** As docs/operating.md tells how to look. */
    @Test
    void letsVacuumFreezeEachRowOnce() throws Exception {
        threeEvents();
        String options =
                """
                SELECT array_to_string(c.reloptions || t.reloptions, ' ')
                  FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid
                 WHERE c.oid = 'kehu.event'::regclass\
                """;
        try (Connection connection =
                PostgresServer.shared().connect(database.name(), database.running())) {
            assertThat(PostgresDatabase.text(connection, options).split(" "))
                    .containsExactlyInAnyOrder(
                            "fillfactor=100",
                            "autovacuum_vacuum_insert_threshold=50000",
                            "autovacuum_vacuum_insert_scale_factor=0.02",
                            "autovacuum_analyze_scale_factor=0.02",
                            "autovacuum_freeze_min_age=0",
                            "autovacuum_vacuum_insert_threshold=50000",
                            "autovacuum_vacuum_insert_scale_factor=0.02",
                            "autovacuum_freeze_min_age=0");
            assertThat(
                            PostgresDatabase.text(
                                    connection,
                                    "SELECT string_agg(DISTINCT attstorage::text, '') FROM"
                                        + " pg_attribute WHERE attrelid = 'kehu.event'::regclass"
                                        + " AND attname IN ('payload', 'meta')"))
                    .isEqualTo("e");
        }
    }

    @Test
    void upgradesWhatAnEarlierFormatWroteAndKeepsIt() throws Exception {
        String first =
                new String(
                        Migrations.class.getResourceAsStream("1.sql").readAllBytes(),
                        StandardCharsets.UTF_8);
        database.asOwner(
                "CREATE SCHEMA kehu",
                first,
                "INSERT INTO kehu.store VALUES ('store-of-old', 1)",
                "SELECT kehu.append_events(1, '{1}', '{t}', '{a}', '{0}', ARRAY[gen_random_uuid()],"
                        + " '{n}', '{1}', '{s}', '{x}', '{y}', '{}', '{}', '{}')");
        try (EventLog log = log()) {
            assertThat(log.open()).isOne();
            assertThat(log.storeId()).isEqualTo("store-of-old");
            assertThat(log.facts()).containsEntry("format", (long) Migrations.FORMAT);
            log.write(List.of(member(drafts.of("a", 1))));
            assertThat(log.readAfter(0, 10)).hasSize(2).allMatch(StoredEvent::fitsItsLeaf);
        }
    }

    @Test
    void refusesToServeHalfAnImportFromAnyDirectory() {
        try (PostgresEventLog half = database.importing()) {
            half.open();
            half.adopt("store-of-another-day");
            half.importAll(List.of(drafts.of("a", 0).at(1, 5)), 0);
        }
        try (EventLog log = log()) {
            assertThatThrownBy(log::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not finished");
        }
        try (PostgresEventLog again = database.importing()) {
            assertThat(again.open()).isOne();
            again.importAll(List.of(drafts.of("a", 1).at(2, 5)), 1);
            again.imported();
        }
        try (EventLog log = log()) {
            assertThat(log.open()).isEqualTo(2);
        }
    }
}
