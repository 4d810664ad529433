package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A new key-encryption key: everything sealed before still opens, and nothing sealed changes. */
class KeyRotationTest {
    private static final byte[] TEXT = "said".getBytes(StandardCharsets.UTF_8);
    private static final int PEOPLE = 2_100;

    @TempDir private Path directory;
    private MasterKeys masters;
    private SubjectKeys keys;
    private Envelope envelope;
    private final Map<String, String> sealed = new TreeMap<>();

    @BeforeEach
    void open() {
        masters = MasterKeys.open(directory.resolve("master.keys"), true);
        keys = SubjectKeys.open(directory.resolve("keys.db"), masters);
        envelope = new Envelope(keys);
        for (int i = sealed.size(); i < PEOPLE; i++) {
            sealed.put("customer-" + i, envelope.seal("customer-" + i, "place", TEXT));
        }
        keys.makeDurable(sealed.keySet(), 1);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    private Map<String, String> wrapped() throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT subject, kek, wrapped FROM subject_key")) {
            while (rows.next()) {
                all.put(
                        rows.getString(1),
                        rows.getInt(2) + " " + HexFormat.of().formatHex(rows.getBytes(3)));
            }
        }
        return all;
    }

    private void everythingOpens() {
        sealed.forEach((subject, text) -> assertThat(envelope.open("place", text)).isEqualTo(TEXT));
    }

    @Test
    void wrapsEveryKeyAnew() throws Exception {
        assertThat(wrapped().values()).allMatch(row -> row.startsWith("1 "));
        assertThat(keys.rotate()).isEqualTo(PEOPLE);
        assertThat(wrapped().values()).hasSize(PEOPLE).allMatch(row -> row.startsWith("2 "));
        everythingOpens();
        String later = envelope.seal("customer-new", "place", TEXT);
        keys.makeDurable(Set.of("customer-new"), 2);
        close();
        open();
        everythingOpens();
        assertThat(envelope.open("place", later)).isEqualTo(TEXT);
        assertThat(wrapped().get("customer-new")).startsWith("2 ");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(directory.resolve("master.keys"))))
                .isEqualTo("rw-------");
    }

    /** Killed between the two: the new key is on disk, and no other one is wrapped with it yet. */
    @Test
    void isFinishedByTheNextStart() throws Exception {
        masters.addWrapping();
        close();
        open();
        assertThat(wrapped().values()).allMatch(row -> row.startsWith("2 "));
        everythingOpens();
    }

    @Test
    void canBeDoneAgain() throws Exception {
        keys.rotate();
        assertThat(keys.rotate()).isEqualTo(PEOPLE);
        assertThat(wrapped().values()).allMatch(row -> row.startsWith("3 "));
        everythingOpens();
    }
}
