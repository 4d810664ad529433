package dev.kehu.platform.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.backup.Backup;
import dev.kehu.platform.backup.Restore;
import dev.kehu.platform.deadletter.ParkedSteps;
import dev.kehu.platform.outbox.Outbox;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;

@Timeout(120)
class SagaBackupTest {
    @TempDir Path temp;

    private CustomerId customer = new CustomerId("");

    /** A process half way: a deadline set, one letter that cannot be sent. */
    @BeforeEach
    void backUpHalfWay() {
        try (Town town = open("data")) {
            town.advance("1998-06-30");
            customer = town.registered();
            town.get(Outbox.class).put("automation", "a", "1", "Forgotten", "{}");
            Awaitility.await().until(() -> town.pages(customer).size() == 1);
            Awaitility.await().until(() -> town.rows("outbox") == 1 && town.rows("parked") == 1);
            new Backup(temp.resolve("data"), Clock.systemUTC(), (what, done, total, unit) -> {})
                    .take(temp.resolve("backup"), temp.resolve("keys"));
        }
    }

    private Town open(String directory) {
        return new Town(temp.resolve(directory), Welcoming.class);
    }

    @Test
    void keepsWhatWaits() {
        new Restore(temp.resolve("backup"), temp.resolve("keys"), (what, done, total, unit) -> {})
                .into(temp.resolve("restored"));
        try (Town town = open("restored")) {
            assertThat(town.rows("outbox")).isEqualTo(1);
            assertThat(town.rows("deadline")).isEqualTo(1);
            assertThat(town.rows("saga")).isEqualTo(1);
            assertThat(town.get(ParkedSteps.class).after(0, 10)).hasSize(1);
            town.advance("1998-07-02");
            Awaitility.await().until(() -> town.rows("saga") == 0);
            assertThat(town.pages(customer)).containsExactly("page-1", "page-3");
        }
    }

    @Test
    void catchesUpFromStateOlderThanTheEventsAndRepeatsNoEffect() throws Exception {
        CustomerId later;
        long head;
        try (Town town = open("data")) {
            town.advance("1998-07-02");
            Awaitility.await().until(() -> town.rows("saga") == 0);
            later = town.registered();
            Awaitility.await().until(() -> town.pages(later).size() == 2);
            Awaitility.await().until(() -> town.rows("saga") == 0);
            head = town.head();
        }
        Files.deleteIfExists(temp.resolve("data/state.db-wal"));
        Files.copy(
                temp.resolve("backup/state.db"),
                temp.resolve("data/state.db"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(reached(temp.resolve("data/state.db"))).as("the old state").isLessThan(head);
        try (Town town = open("data")) {
            Awaitility.await().until(() -> town.position("saga-welcoming") == head);
            Awaitility.await().until(() -> town.rows("saga") == 0 && town.rows("outbox") == 1);
            assertThat(town.pages(customer)).containsExactly("page-1", "page-3");
            assertThat(town.pages(later)).containsExactly("page-1", "page-3");
            assertThat(town.head()).as("nothing was recorded again").isEqualTo(head);
        }
    }

    private static long reached(Path state) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state);
                var row =
                        connection
                                .createStatement()
                                .executeQuery("select max(position) from token")) {
            return row.getLong(1);
        }
    }
}
