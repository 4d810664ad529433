package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.Backup;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.postgres.PostgresServer;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.state.StateTokenStore;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.PersonSweep;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The whole write side with its events in PostgreSQL. */
class PostgresFirmTest {
    @TempDir private Path temp;
    @AutoClose private final TestDatabase database = TestDatabase.make();

    private Map<String, String> settings() {
        PostgresServer server = PostgresServer.shared();
        return Map.of(
                "kehu.store",
                "postgres",
                "kehu.postgres.url",
                server.url(database.name()),
                "kehu.postgres.user",
                database.running().user(),
                "kehu.postgres.password",
                database.running().password(),
                "kehu.postgres.owner",
                server.owner().user(),
                "kehu.postgres.owner-password",
                server.owner().password());
    }

    private Path directory(String name) throws Exception {
        return Files.createDirectory(temp.resolve(name));
    }

    @Test
    void recordsAndIsTheSameFirmWhenItStartsAgain() throws Exception {
        Map<String, String> settings = settings();
        Path directory = directory("one");
        CustomerId customer;
        long head;
        try (Firm firm = Firm.in(directory, settings)) {
            customer = firm.registered("C-1", firm.email("ada@example.com"));
            head = firm.head();
            assertThat(head).isPositive();
        }
        assertThat(directory.resolve("events.db")).doesNotExist();
        try (Firm firm = Firm.in(directory, settings)) {
            assertThat(firm.head()).isEqualTo(head);
            assertThat(firm.registered("C-1", firm.email("ada@example.com"))).isEqualTo(customer);
            assertThat(firm.head()).isEqualTo(head);
        }
    }

    @Test
    void refusesADirectoryWithoutTheKeysOfThisHistory() throws Exception {
        Map<String, String> settings = settings();
        try (Firm firm = Firm.in(directory("one"), settings)) {
            firm.registered("C-1", firm.email("ada@example.com"));
        }
        Path other = directory("two");
        assertThatThrownBy(() -> Firm.in(other, settings))
                .rootCause()
                .hasMessageContaining("master keys");
    }

    @Test
    void neverTakesTheDirectoryForTheHistory() throws Exception {
        Path directory = directory("one");
        Firm.in(directory, settings()).close();
        assertThatThrownBy(() -> Firm.in(directory, Map.of()))
                .rootCause()
                .hasMessageContaining("kept in PostgreSQL");
        assertThatThrownBy(
                        () ->
                                new Backup(
                                                directory,
                                                Clock.systemUTC(),
                                                (what, done, all, unit) -> {})
                                        .take(temp.resolve("b"), temp.resolve("k")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("backup.elsewhere"))
                .message()
                .containsSubsequence(
                        "PostgreSQL",
                        "Kehu stopped",
                        "state.db",
                        "companion.db",
                        "server",
                        "keys.db",
                        "master.keys");
    }

    @Test
    void neverLeavesTheHistoryOfTheDirectoryForAnEmptyDatabase() throws Exception {
        Path directory = directory("one");
        try (Firm firm = Firm.in(directory)) {
            firm.registered("C-1", firm.email("ada@example.com"));
        }
        assertThatThrownBy(() -> Firm.in(directory, settings()))
                .rootCause()
                .hasMessageContaining("events.db");
        Firm.in(directory).close();
    }

    @Test
    void leavesADirectoryAsItWasWhereTheDatabaseIsNotReached() throws Exception {
        Path directory = directory("one");
        Map<String, String> mistaken = new HashMap<>(settings());
        mistaken.put("kehu.postgres.url", "jdbc:postgresql://127.0.0.1:1/none");
        assertThatThrownBy(() -> Firm.in(directory, mistaken))
                .rootCause()
                .isInstanceOf(ConnectException.class);
        Firm.in(directory).close();
    }

    /** An empty mark is one of an earlier build. */
    @Test
    void refusesAnotherServerThanTheOneTheDirectoryWasUsedWith() throws Exception {
        Map<String, String> axon =
                Map.of("kehu.store", "axonserver", "kehu.axonserver.servers", "127.0.0.1:1");
        Map<String, String> settings = settings();
        Path directory = directory("one");
        Firm.in(directory, settings).close();
        assertThatThrownBy(() -> Firm.in(directory, axon))
                .rootCause()
                .hasMessageContaining("kept in PostgreSQL; set kehu.store to postgres");
        Files.writeString(directory.resolve("events.elsewhere"), "");
        assertThatThrownBy(() -> Firm.in(directory, axon))
                .rootCause()
                .hasMessageContaining("kept in PostgreSQL");
        Firm.in(directory, settings).close();
    }

    private static Map<String, String> withState(Map<String, String> settings) {
        Map<String, String> more = new HashMap<>(settings);
        more.put("kehu.state", "postgres");
        return more;
    }

    private static void refused(String code, ThrowingCallable start) {
        assertThatThrownBy(start)
                .rootCause()
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    /** Its processors have read everything, and remember that. */
    private static long reached(Firm firm) {
        StateTokenStore tokens = firm.get(StateTokenStore.class);
        Awaitility.await().until(() -> tokens.reached("quarantine") == firm.head());
        return tokens.reached("quarantine");
    }

    @Test
    void keepsStateBesideTheEvents() throws Exception {
        Map<String, String> settings = withState(settings());
        Path directory = directory("one");
        long reached;
        try (Firm firm = Firm.in(directory, settings)) {
            firm.registered("C-1", firm.email("ada@example.com"));
            reached = reached(firm);
            assertThat(reached).isPositive();
        }
        assertThat(directory.resolve("state.db")).doesNotExist();
        try (Firm firm = Firm.in(directory, settings)) {
            assertThat(firm.get(StateTokenStore.class).furthest()).isEqualTo(reached);
        }
        assertThatThrownBy(
                        () ->
                                new Backup(
                                                directory,
                                                Clock.systemUTC(),
                                                (what, done, all, unit) -> {})
                                        .take(temp.resolve("b"), temp.resolve("k")))
                .message()
                .contains("kehu_state", "keys.db")
                .doesNotContain("state.db");
    }

    @Test
    void takesStateAlongAndNeverTakesUpWhatItLeftBehind() throws Exception {
        Map<String, String> settings = settings();
        Path directory = directory("one");
        long reached;
        try (Firm firm = Firm.in(directory, settings)) {
            firm.registered("C-1", firm.email("ada@example.com"));
            reached = reached(firm);
        }
        try (Firm firm = Firm.in(directory, withState(settings))) {
            assertThat(firm.get(StateTokenStore.class).furthest()).isEqualTo(reached);
        }
        assertThat(directory.resolve("state.db")).doesNotExist();
        refused("state.elsewhere", () -> Firm.in(directory, settings));
        Files.delete(directory.resolve("state.elsewhere")); // as in a directory put together anew
        refused("state.elsewhere", () -> Firm.in(directory, settings));
        assertThat(directory.resolve("state.db")).doesNotExist();
        Firm.in(directory, withState(settings)).close();
    }

    private static Map<String, String> withKeys(Map<String, String> settings) {
        Map<String, String> more = new HashMap<>(settings);
        more.put("kehu.keys", "postgres");
        return more;
    }

    @Test
    void keepsKeysBesideTheEvents() throws Exception {
        Map<String, String> settings = settings();
        Path directory = directory("one");
        CustomerId customer;
        try (Firm firm = Firm.in(directory, withKeys(settings))) {
            customer = firm.registered("C-1", firm.email("ada@example.com"));
        }
        assertThat(directory.resolve("keys.db")).doesNotExist();
        try (Firm firm = Firm.in(directory, withKeys(settings))) {
            assertThat(firm.get(EventHistory.class).readSubject(customer.value(), 0, 10))
                    .first()
                    .satisfies(it -> assertThat(it.payload().toString()).contains("Name of C-1"));
            assertThat(ConfiguredKeys.lieBeside(firm.get(EventLog.class))).isTrue();
        }
        refused("keys.elsewhere", () -> Firm.in(directory, settings));
    }

    @Test
    void takesKeysAlongAndNeverBack() throws Exception {
        Map<String, String> settings = settings();
        Path directory = directory("one");
        CustomerId customer;
        try (Firm firm = Firm.in(directory, settings)) {
            customer = firm.registered("C-1", firm.email("ada@example.com"));
            assertThat(ConfiguredKeys.lieBeside(firm.get(EventLog.class))).isFalse();
        }
        assertThat(directory.resolve("keys.db")).exists();
        for (int start = 0; start < 2; start++) {
            try (Firm firm = Firm.in(directory, withKeys(settings))) {
                assertThat(firm.get(EventHistory.class).readSubject(customer.value(), 0, 10))
                        .first()
                        .satisfies(
                                it -> assertThat(it.payload().toString()).contains("Name of C-1"));
            }
            assertThat(directory.resolve("keys.db")).doesNotExist();
        }
        refused("keys.elsewhere", () -> Firm.in(directory, settings));
        assertThat(directory.resolve("keys.db")).doesNotExist();
    }

    @Test
    void namesThePlaceTheKeysOfSomebodyErasedWereIn() throws Exception {
        try (Firm firm = Firm.in(directory("one"), withKeys(settings()))) {
            CustomerId ada = firm.registered("C-1", firm.email("ada@example.com"));
            assertThat(firm.get(PersonSweep.class).forCustomer(ada).found())
                    .contains("the schema kehu_keys in PostgreSQL opens the texts of this customer")
                    .noneMatch(found -> found.contains("keys.db"));
            PersonErasure.Standing standing =
                    firm.get(PersonErasure.class)
                            .erase(
                                    new PersonErasure.Asked(ada, false, "by letter", "GDPR 17"),
                                    Origin.of("admin"),
                                    Duration.ofSeconds(30));
            assertThat(standing.receipt())
                    .contains("\"keysWereIn\":\"the schema kehu_keys in PostgreSQL\"")
                    .doesNotContain("keys.db");
            assertThat(firm.get(PersonSweep.class).forCustomer(ada).found()).isEmpty();
        }
    }

    @Test
    void keepsStateInPostgresWithTheEventsOnly() throws Exception {
        Path directory = directory("one");
        refused("state.needs-postgres", () -> Firm.in(directory, withState(Map.of())));
        refused("state.unknown-place", () -> Firm.in(directory, Map.of("kehu.state", "elsewhere")));
        assertThat(directory.resolve("events.db")).doesNotExist();
        assertThat(directory.resolve("state.db")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Path directory = directory("one");
        assertThatThrownBy(() -> Firm.in(directory, Map.of("kehu.store", "postgres")))
                .rootCause()
                .hasMessageContaining("kehu.postgres.url");
        assertThatThrownBy(() -> Firm.in(directory, Map.of("kehu.store", "oracle")))
                .rootCause()
                .hasMessageContaining("sqlite or postgres");
    }
}
