package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.sealing.keystore.KeyStore;
import dev.kehu.platform.sealing.keystore.KeyTables;
import dev.kehu.platform.sealing.keystore.KeysInFile;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

class ErasedKeysTest extends KeysContract {
    @Override
    KeyStore store(MasterKeys with) {
        return new KeyTables(
                KeysInFile.open(directory.resolve("keys.db")), new KeyEncryption(with));
    }

    @Override
    SubjectKeys keys(MasterKeys with) {
        return SubjectKeys.open(directory.resolve("keys.db"), with);
    }

    @Test
    void leaveNoBytesInAnyFile() throws Exception {
        sealed("customer-1");
        String wrapped = wrapped();
        assertThat(found(wrapped)).isNotEmpty();
        keys.erase(List.of("customer-1"), 2);
        assertThat(found(wrapped)).isEmpty();
    }

    @Test
    void leaveNoBytesInAnyFileWhenTheyAreDivided() throws Exception {
        UUID key = Envelope.keyOf(sealed("customer-1"));
        String wrapped = wrapped();
        keys.erase(List.of(key), Category.CONTENT, 2);
        assertThat(found(wrapped)).isEmpty();
    }

    private String wrapped() throws Exception {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var row =
                        connection
                                .createStatement()
                                .executeQuery("SELECT wrapped FROM subject_key")) {
            row.next();
            return HexFormat.of().formatHex(row.getBytes(1));
        }
    }

    private List<Path> found(String wrapped) throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(file -> hex(file).contains(wrapped)).toList();
        }
    }

    private static String hex(Path file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void areGoneByTheListOfErasuresWhenTheFileIsAnOldOne() throws Exception {
        String one = sealed("customer-1");
        Path list = directory.resolve("elsewhere.jsonl");
        Tombstones tombstones = new Tombstones(List.of(directory.resolve("erased.jsonl"), list));
        tombstones.add(stone("erasure-1", "customer-1"));
        tombstones.add(stone("erasure-1", "customer-1"));
        assertThat(Tombstones.in(list)).containsExactly(stone("erasure-1", "customer-1"));
        new Tombstones(List.of(list)).destroyIn(keys);
        assertThat(envelope.open("place", one)).isNull();
    }

    @Test
    void areListedBehindALineThatWasNotWrittenToItsEnd() throws Exception {
        Path list = directory.resolve("erased.jsonl");
        Tombstones tombstones = new Tombstones(List.of(list));
        tombstones.add(stone("erasure-1", "customer-1"));
        Files.writeString(list, "{\"store\":\"s\",\"erasure\":\"er", StandardOpenOption.APPEND);
        tombstones.add(stone("erasure-2", "customer-2"));
        assertThat(tombstones.all())
                .containsExactly(
                        stone("erasure-1", "customer-1"), stone("erasure-2", "customer-2"));
    }

    private static Tombstones.Stone stone(String erasure, String customer) {
        return new Tombstones.Stone(
                "store",
                erasure,
                Instant.EPOCH,
                false,
                List.of(customer),
                List.of(customer, "kept-1"));
    }

    @Test
    void areMissedAtTheStartWhenTheFileIsGone() throws Exception {
        sealed("customer-1");
        keys.close();
        Path file = directory.resolve("keys.db");
        Files.delete(file);
        assertThatThrownBy(() -> SubjectKeys.open(file, masters, false))
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        e -> assertThat(e.code()).isEqualTo("data.keys-lost"));
        assertThat(file).doesNotExist();
        keys = SubjectKeys.open(file, masters, true);
    }

    @Test
    void areRefusedWithOtherMasterKeys() throws Exception {
        sealed("customer-1");
        keys.close();
        Path file = directory.resolve("keys.db");
        MasterKeys others = MasterKeys.open(directory.resolve("other.keys"), true);
        assertThatThrownBy(() -> SubjectKeys.open(file, others, false))
                .isInstanceOfSatisfying(
                        DataDirectoryRefused.class,
                        e -> assertThat(e.code()).isEqualTo("data.keys-unfit"));
        keys = SubjectKeys.open(file, masters, false);
    }
}
