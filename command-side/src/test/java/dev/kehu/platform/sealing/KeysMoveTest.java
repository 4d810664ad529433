package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.eventstore.postgres.TestDatabase;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.state.postgres.PostgresHome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Keys go over once, whole, and whenever their move is cut off they are in one place. */
class KeysMoveTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.withTables();

    /** More than one batch. */
    private static final int PEOPLE = 1_100;

    @TempDir private Path directory;
    private MasterKeys masters;
    private StateDatabase target;
    private final TreeMap<String, List<String>> sealed = new TreeMap<>();

    @BeforeEach
    void open() {
        DATABASE.asOwner("TRUNCATE kehu_keys.subject_key, kehu_keys.tombstone, kehu_keys.erased");
        masters = MasterKeys.open(directory.resolve("master.keys"), true);
        target = new StateDatabase(new PostgresHome(DATABASE.database(), it -> {}, "kehu_keys"));
    }

    @AfterEach
    void close() {
        target.close();
        drop();
    }

    private static void drop() {
        DATABASE.asOwner("DROP TRIGGER IF EXISTS wrong ON kehu_keys.erased");
    }

    private Path file() {
        return directory.resolve("keys.db");
    }

    private static void seal(SubjectKeys keys, String subject, List<String> into) {
        Envelope envelope = new Envelope(keys);
        for (Category category : Category.values()) {
            into.add(envelope.seal(subject, category, "place", KeysContract.TEXT));
        }
        keys.makeDurable(Set.of(subject), 1);
    }

    /** Many people; one of them is erased, one has another key since the first was divided. */
    private List<String> used() {
        try (SubjectKeys keys = SubjectKeys.open(file(), masters)) {
            Set<String> all = new TreeSet<>();
            Envelope envelope = new Envelope(keys);
            for (int i = 0; i < PEOPLE; i++) {
                String one = envelope.seal("customer-" + i, "place", KeysContract.TEXT);
                sealed.computeIfAbsent("customer-" + i, subject -> new ArrayList<>()).add(one);
                all.add("customer-" + i);
            }
            keys.makeDurable(all, 1);
            seal(keys, "customer-1", sealed.get("customer-1"));
            UUID one = Envelope.keyOf(sealed.get("customer-1").getFirst());
            keys.erase(List.of(one), Category.CONTENT, 2);
            seal(keys, "customer-1", sealed.get("customer-1"));
            keys.erase(List.of("customer-2", "customer-never"), 3);
            return opened(keys);
        }
    }

    /** What opens, and with which keys more would be sealed. */
    private List<String> opened(SubjectKeys keys) {
        Envelope envelope = new Envelope(keys);
        List<String> told = new ArrayList<>();
        sealed.forEach(
                (subject, texts) -> {
                    for (String text : texts) {
                        told.add(subject + " " + (envelope.open("place", text) != null));
                    }
                    List<UUID> ids = texts.stream().map(Envelope::keyOf).toList();
                    told.add(keys.subjectsOf(ids) + " " + keys.isErased(subject));
                    if (!keys.isErased(subject)) {
                        told.add(String.valueOf(keys.sealing(subject).id()));
                    }
                });
        told.add("never " + keys.isErased("customer-never"));
        return told;
    }

    private void move() {
        SubjectKeys.move(file(), target, masters);
    }

    private List<String> inTheDatabase() {
        StateDatabase other =
                new StateDatabase(new PostgresHome(DATABASE.database(), it -> {}, "kehu_keys"));
        try (SubjectKeys keys = SubjectKeys.in(other, masters, false)) {
            return opened(keys);
        }
    }

    private List<String> inTheFile() {
        try (SubjectKeys keys = SubjectKeys.open(file(), masters, false)) {
            return opened(keys);
        }
    }

    private void nothingIsLeftOfTheFile() throws Exception {
        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("keys.db"));
        }
    }

    @Test
    void takesEverythingAlongAndDestroysTheFile() throws Exception {
        List<String> before = used();
        assertThat(before).contains("customer-2 false", "customer-1 false", "never true");
        move();
        assertThat(inTheDatabase()).isEqualTo(before);
        nothingIsLeftOfTheFile();
        move();
        assertThat(inTheDatabase()).isEqualTo(before);
    }

    /** Who still has the file open, or its disk, finds no key in it. */
    @Test
    void overwritesTheFileBeforeItIsDeleted() throws Exception {
        used();
        String wrapped = someWrapped();
        Path disk = Files.createLink(directory.resolve("disk"), file());
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(disk))).contains(wrapped);
        move();
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(disk))).doesNotContain(wrapped);
    }

    private String someWrapped() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var row =
                        connection
                                .createStatement()
                                .executeQuery("SELECT wrapped FROM subject_key LIMIT 1")) {
            row.next();
            return HexFormat.of().formatHex(row.getBytes(1));
        }
    }

    @Test
    void goesOnWhereOnlyTheFileWasLeft() throws Exception {
        List<String> before = used();
        Files.copy(file(), directory.resolve("before"));
        move();
        Files.move(directory.resolve("before"), file());
        move();
        assertThat(inTheDatabase()).isEqualTo(before);
        nothingIsLeftOfTheFile();
    }

    @Test
    void beginsAgainWhereTheDatabaseFailedInTheMiddle() throws Exception {
        List<String> before = used();
        onEachErased("RAISE EXCEPTION 'full'; RETURN NEW;");
        assertThatThrownBy(this::move).isInstanceOf(IllegalStateException.class);
        assertThat(SubjectKeys.areIn(target)).isFalse();
        assertThat(inTheFile()).isEqualTo(before);
        drop();
        move();
        assertThat(inTheDatabase()).isEqualTo(before);
        nothingIsLeftOfTheFile();
    }

    @Test
    void comparesWhatArrivedWithWhatWasThere() {
        List<String> before = used();
        for (String wrong :
                List.of("RETURN NULL;", "NEW.erased_at := NEW.erased_at + 1; RETURN NEW;")) {
            onEachErased(wrong);
            assertThatThrownBy(this::move).hasMessageContaining("is not what was copied");
            assertThat(SubjectKeys.areIn(target)).isFalse();
            assertThat(inTheFile()).isEqualTo(before);
        }
    }

    private static void onEachErased(String body) {
        drop();
        DATABASE.asOwner(
                "CREATE OR REPLACE FUNCTION wrong() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN "
                        + body
                        + " END $$");
        DATABASE.asOwner(
                "CREATE TRIGGER wrong BEFORE INSERT ON kehu_keys.erased"
                        + " FOR EACH ROW EXECUTE FUNCTION wrong()");
    }

    private void refused(String code) {
        assertThatThrownBy(this::move)
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void refusesToChooseBetweenTwo() throws Exception {
        used();
        Files.copy(file(), directory.resolve("before"));
        move();
        List<String> there = inTheDatabase();
        Files.move(directory.resolve("before"), file());
        try (SubjectKeys keys = SubjectKeys.open(file(), masters)) {
            seal(keys, "customer-new", new ArrayList<>());
        }
        List<String> here = inTheFile();
        refused("keys.twice");
        assertThat(inTheDatabase()).isEqualTo(there);
        assertThat(inTheFile()).isEqualTo(here);
    }

    @Test
    void refusesKeysThatTheMasterKeysDoNotOpen() throws Exception {
        List<String> before = used();
        MasterKeys right = masters;
        masters = MasterKeys.open(directory.resolve("other.keys"), true);
        refused("data.keys-unfit");
        masters = right;
        assertThat(inTheFile()).isEqualTo(before);
        assertThat(SubjectKeys.areIn(target)).isFalse();
    }

    /** As a start left it that recorded nothing, or one that was killed before it was deleted. */
    @Test
    void deletesAFileThatHasNone() throws Exception {
        SubjectKeys.open(file(), masters).close();
        move();
        nothingIsLeftOfTheFile();
        assertThat(SubjectKeys.areIn(target)).isFalse();
    }
}
