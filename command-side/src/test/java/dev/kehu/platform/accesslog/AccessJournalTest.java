package dev.kehu.platform.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog.Entry;
import dev.kehu.audit.api.AccessLog.Hour;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.proof.LogFolder;
import dev.kehu.verifier.note.Checkpoint;
import dev.kehu.verifier.tree.Frontier;
import dev.kehu.verifier.tree.Rfc6962;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class AccessJournalTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir Path directory;
    private AccessJournal journal;

    @BeforeEach
    void open() {
        LogFolder folder =
                new LogFolder(
                        directory.resolve("access"),
                        directory.resolve("access.key"),
                        "test/access");
        journal =
                new AccessJournal(
                                directory.resolve("access.db"),
                                folder,
                                Clock.fixed(NOON, ZoneOffset.UTC))
                        .started();
    }

    @AfterEach
    void close() throws SQLException {
        journal.close();
    }

    private static Access look(String actor, String... customers) {
        return Access.of(NOON, actor, "/v1/customers/{id}", "test", List.of(customers));
    }

    @Test
    void keepsEveryLookOfManyReadersAtOnceAndAfterAStart() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String actor = "reader-" + i;
                all.add(
                        readers.submit(
                                () ->
                                        IntStream.range(0, 50)
                                                .forEach(
                                                        n ->
                                                                journal.record(
                                                                        look(
                                                                                actor,
                                                                                "customer-"
                                                                                        + n)))));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        journal.close();
        open();
        assertThat(journal.of(List.of("customer-7"), Long.MAX_VALUE, 100)).hasSize(8);
        assertThat(journal.before(Long.MAX_VALUE, 1_000).stream().map(Entry::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 400).mapToObj(n -> 401L - n).toList());
    }

    @Test
    void namesALookAtTwoOfAGroupOnce() {
        journal.record(look("ann", "customer-a", "customer-b"));
        journal.record(look("ben", "customer-c"));
        assertThat(journal.of(List.of("customer-a", "customer-b"), Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.access().actor()).isEqualTo("ann"));
        assertThat(journal.of(List.of("customer-c"), 2, 10)).isEmpty();
    }

    @Test
    void signsATreeOverTheBytesItHandsOut() {
        for (int i = 0; i < 5; i++) {
            journal.record(look("ann", "customer-" + i));
        }
        Frontier tree = new Frontier();
        journal.bytes(0, 100).forEach(entry -> tree.add(Rfc6962.leaf(entry)));
        Checkpoint signed = Checkpoint.of(journal.log().checkpoint());
        assertThat(signed.size()).isEqualTo(5);
        assertThat(signed.root()).isEqualTo(tree.root());
        assertThat(journal.log().key().signed(journal.log().checkpoint())).isTrue();
    }

    @Test
    void refusesToChangeOrDelete() throws Exception {
        journal.record(look("ann", "customer-a"));
        try (Connection other =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("access.db"));
                Statement statement = other.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM entry"))
                    .hasMessageContaining("never deleted");
            assertThatThrownBy(() -> statement.execute("UPDATE entry SET actor = 'x'"))
                    .hasMessageContaining("never changed");
            assertThatThrownBy(() -> statement.execute("DELETE FROM seen"))
                    .hasMessageContaining("never deleted");
            assertThatThrownBy(() -> statement.execute("UPDATE seen SET customer = 'x'"))
                    .hasMessageContaining("never changed");
        }
    }

    /** A list that cannot be read stands for an error of the machine in the writer's thread. */
    @Test
    @Timeout(60)
    void refusesTheLookThatMetAnErrorAndTakesTheNext() {
        List<String> torn =
                new AbstractList<>() {
                    @Override
                    public String get(int index) {
                        throw new StackOverflowError();
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
        Access broken = new Access(NOON, "ann", "/", "test", torn, 1, null);
        assertThatThrownBy(() -> journal.record(broken))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("access.not-recorded"));
        journal.record(look("ben", "customer-a"));
        assertThat(journal.before(Long.MAX_VALUE, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.number()).isOne());
    }

    @Test
    void countsCustomersByHourAndActor() {
        journal.record(look("ann", "customer-a", "customer-b"));
        journal.record(look("ann", "customer-a"));
        journal.record(
                new Access(NOON, "ann", "/v1/customers", "test", List.of("customer-z"), 901, "d"));
        journal.record(look("ben", "customer-a"));
        journal.record(Access.wide(NOON, "ben", "/v1/analysis/sql", "test"));
        assertThat(journal.hours(NOON))
                .containsExactly(new Hour("ann", NOON, 3, 903, 0), new Hour("ben", NOON, 2, 2, 1));
        assertThat(journal.wide()).isEqualTo(2);
        assertThat(journal.readers()).containsExactly("ann", "ben");
        Instant later = NOON.plusMillis(1);
        assertThat(journal.seenBy("ann", NOON, later, 9))
                .containsExactlyInAnyOrder("customer-a", "customer-b", "customer-z");
        assertThat(journal.seenBy("ann", NOON, NOON, 9)).isEmpty();
        assertThat(journal.seenBy("ben", NOON, later, 9)).containsExactly("customer-a");
        assertThat(journal.hours(NOON.plusMillis(1))).isEmpty();
    }

    @Test
    void showsNothingOnceItTakesNothing() throws Exception {
        journal.close();
        assertThatThrownBy(() -> journal.record(look("ann", "customer-a")))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        e -> assertThat(e.code()).isEqualTo("access.not-recorded"));
    }
}
