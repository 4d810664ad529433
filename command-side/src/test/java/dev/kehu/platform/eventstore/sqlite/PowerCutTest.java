package dev.kehu.platform.eventstore.sqlite;

import static dev.kehu.platform.eventstore.Drafts.SEED;
import static dev.kehu.platform.eventstore.Drafts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import static java.util.Objects.requireNonNull;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.StoredEvent;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The power goes. Modelled: between two acknowledgements any subset of the written units of 512 or
 * 4096 bytes reaches the disk, in any order, some torn, the file grown or not; once the group is
 * forced, and in a checkpoint, the same of the database file, whoever copies to it; in the group
 * that begins the log anew behind it, the same of the log. The log is kept so small that the thread
 * of checkpoints acts in every group. That all of an acknowledged group was forced by then is
 * counted in {@link ForcedWritesTest}. Not modelled: a disk that lies about having forced, one that
 * spoils what was forced long ago, and the loss of directory entries. More groups by {@code
 * -Dkehu.cuts=300}.
 */
class PowerCutTest {
    private static final int GROUPS = Integer.getInteger("kehu.cuts", 40);
    private static final int CUTS = 2;
    private static final LogSizes SMALL = new LogSizes(1, 40, LogSizes.USUAL.mostBytes());

    private final Random random = new Random(SEED);
    private final Drafts drafts = new Drafts(SEED);
    private final List<StoredEvent> acknowledged = new ArrayList<>();
    private int copies;

    @TempDir private Path directory;

    private Path data;

    @BeforeEach
    void name() {
        System.out.println("seed " + SEED);
        data = directory.resolve("data");
        assertThat(data.toFile().mkdir()).isTrue();
    }

    private SqliteEventLog log(Path at) {
        return new SqliteEventLog(at.resolve("events.db"), Clock.systemUTC(), SMALL);
    }

    private List<StoredEvent> writeGroup(SqliteEventLog log, int number) {
        List<Append> group = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String stream = "s" + number + "-" + i;
            Draft[] events = new Draft[1 + random.nextInt(3)];
            for (int seq = 0; seq < events.length; seq++) {
                byte[] payload = new byte[random.nextInt(6000)];
                random.nextBytes(payload);
                events[seq] = drafts.of(stream, seq, "subject-" + random.nextInt(5), payload);
            }
            group.add(member(events));
        }
        List<StoredEvent> stored =
                log.write(group).stream().flatMap(outcome -> outcome.stored().stream()).toList();
        Checkpoints checkpoints = requireNonNull(log.checkpoints());
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(checkpoints::isIdle);
        return stored;
    }

    private void checkpoint() throws SQLException {
        try (Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("events.db"));
                var statement = other.createStatement()) {
            statement.execute(
                    "PRAGMA wal_checkpoint(" + (random.nextBoolean() ? "PASSIVE)" : "RESTART)"));
        }
    }

    @Test
    void losesNothingAcknowledgedAndKeepsNoHalfGroup() throws Exception {
        int copied = 0, begun = 0;
        try (SqliteEventLog log = log(data)) {
            log.open();
            for (int group = 0; group < GROUPS; group++) {
                FilesOnDisk forced = FilesOnDisk.of(data);
                if (random.nextInt(6) == 0) {
                    checkpoint();
                    cut(forced, List.of());
                    forced = FilesOnDisk.of(data);
                }
                List<StoredEvent> written = writeGroup(log, group);
                copied += FilesOnDisk.of(data).sameDatabase(forced) ? 0 : 1;
                begun += FilesOnDisk.of(data).sameLog(forced) ? 0 : 1;
                cut(forced, written);
                acknowledged.addAll(written);
            }
        }
        assertThat(copied).as("groups copied at once").isGreaterThan(GROUPS / 2);
        assertThat(begun).as("logs begun anew").isGreaterThan(GROUPS / 10);
    }

    private void cut(FilesOnDisk forced, List<StoredEvent> underWay) throws Exception {
        FilesOnDisk later = FilesOnDisk.of(data);
        for (int i = 0; i < CUTS; i++) {
            Path place = directory.resolve("cut-" + copies++);
            forced.cutBefore(later, random).writeTo(place);
            checkWhatIsLeft(place, underWay);
        }
    }

    private void checkWhatIsLeft(Path place, List<StoredEvent> underWay) throws Exception {
        try (SqliteEventLog log = log(place)) {
            long head = log.open();
            assertThat(head)
                    .as("all, and of the last group all or nothing")
                    .isIn((long) acknowledged.size(), (long) acknowledged.size() + underWay.size());
            List<StoredEvent> left = log.readAfter(0, Integer.MAX_VALUE);
            assertThat(left).hasSize((int) head);
            for (int i = 0; i < acknowledged.size(); i++) {
                assertThat(left.get(i).sameAs(acknowledged.get(i))).as("position %d", i).isTrue();
            }
            assertThat(log.write(List.of(member(drafts.of("behind", 0)))).getFirst().stored())
                    .singleElement()
                    .satisfies(next -> assertThat(next.position()).isEqualTo(head + 1));
        }
        assertThat(integrity(place)).isEqualTo("ok");
    }

    private static String integrity(Path place) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + place.resolve("events.db"));
                var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            return rows.getString(1);
        }
    }

    /** The control: acknowledged, but not forced, as with {@code synchronous} NORMAL or OFF. */
    @Test
    void noticesWhatWasAcknowledgedWithoutBeingForced() throws Exception {
        int noticed = 0;
        try (SqliteEventLog log = log(data)) {
            log.open();
            for (int group = 0; group < 10; group++) {
                FilesOnDisk forced = FilesOnDisk.of(data);
                acknowledged.addAll(writeGroup(log, group));
                noticed += complains(forced) ? 1 : 0;
            }
        }
        assertThat(noticed).isPositive();
    }

    /** The control: a log begun anew before the checkpoint was forced, as with OFF. */
    @Test
    void noticesALogBegunAnewTooEarly() throws Exception {
        int noticed = 0;
        try (SqliteEventLog log = log(data)) {
            log.open();
            for (int group = 0; group < 10; group++) {
                acknowledged.addAll(writeGroup(log, 2 * group));
                FilesOnDisk forced = FilesOnDisk.of(data);
                checkpoint();
                acknowledged.addAll(writeGroup(log, 2 * group + 1));
                noticed += complains(forced) ? 1 : 0;
            }
        }
        assertThat(noticed).isPositive();
    }

    /** The control: the thread of checkpoints never forced what it copied, as with OFF. */
    @Test
    void noticesWhatWasCopiedWithoutBeingForced() throws Exception {
        int noticed = 0;
        try (SqliteEventLog log = log(data)) {
            log.open();
            acknowledged.addAll(writeGroup(log, 0));
            FilesOnDisk unforced = FilesOnDisk.of(data);
            for (int group = 1; group < 20; group++) {
                FilesOnDisk before = FilesOnDisk.of(data);
                acknowledged.addAll(writeGroup(log, group));
                if (!FilesOnDisk.of(data).sameLog(before)) {
                    noticed += complains(before.withDatabaseOf(unforced)) ? 1 : 0;
                    unforced = FilesOnDisk.of(data);
                }
            }
        }
        assertThat(noticed).isPositive();
    }

    private boolean complains(FilesOnDisk forced) throws IOException {
        Path place = directory.resolve("cut-" + copies++);
        forced.cutBefore(FilesOnDisk.of(data), random).writeTo(place);
        return catchThrowable(() -> checkWhatIsLeft(place, List.of())) != null;
    }
}
