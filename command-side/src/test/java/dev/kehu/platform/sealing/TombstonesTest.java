package dev.kehu.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.sealing.Tombstones.Stone;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class TombstonesTest {
    @TempDir private Path directory;
    private Path list;
    private Tombstones here;

    @BeforeEach
    void open() {
        list = directory.resolve("erased.jsonl");
        here = new Tombstones(List.of(list));
    }

    private static Stone stone(int number) {
        List<String> who = List.of("customer-" + number);
        return new Stone("store", "erasure-" + number, Instant.EPOCH, false, who, who);
    }

    /** As the commands of another process. */
    private void addElsewhere(int number) {
        new Tombstones(List.of(list)).add(stone(number));
    }

    @Test
    void areReadOnWhereAnotherProcessAddedSome() {
        here.add(stone(1));
        addElsewhere(2);
        assertThat(here.all()).containsExactly(stone(1), stone(2));
        addElsewhere(3);
        here.add(stone(4));
        here.add(stone(3));
        assertThat(here.all()).containsExactly(stone(1), stone(2), stone(3), stone(4));
        assertThat(Tombstones.in(list)).containsExactlyElementsOf(here.all());
    }

    /** Of thousands the file is long, and each erasure asks several times. */
    @Test
    void areNotReadASecondTime() throws IOException {
        here.add(stone(1));
        assertThat(here.all()).containsExactly(stone(1));
        try (var file = new RandomAccessFile(list.toFile(), "rw")) {
            file.write(" ".repeat((int) file.length()).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Tombstones.in(list)).isEmpty();
        addElsewhere(2);
        assertThat(here.all()).containsExactly(stone(1), stone(2));
    }

    @Test
    void areReadWholeOnceALineIs() throws IOException {
        here.add(stone(1));
        addElsewhere(2);
        byte[] all = Files.readAllBytes(list);
        for (int cut = 0; cut <= all.length; cut++) {
            Path growing = Files.createTempFile(directory, "growing", ".jsonl");
            Tombstones there = new Tombstones(List.of(growing));
            Files.write(growing, Arrays.copyOf(all, cut));
            assertThat(there.all()).hasSizeLessThanOrEqualTo(2);
            Files.write(
                    growing, Arrays.copyOfRange(all, cut, all.length), StandardOpenOption.APPEND);
            assertThat(there.all()).as("cut at %d", cut).containsExactly(stone(1), stone(2));
        }
    }

    @Test
    void areReadAnewWhereTheFileIsAnotherOrShorter() throws IOException {
        here.add(stone(1));
        here.add(stone(2));
        assertThat(here.all()).hasSize(2);
        Path other = directory.resolve("other");
        for (int number = 3; number < 7; number++) {
            new Tombstones(List.of(other)).add(stone(number));
        }
        Files.move(other, list, StandardCopyOption.REPLACE_EXISTING);
        assertThat(here.all()).containsExactly(stone(3), stone(4), stone(5), stone(6));
        Files.writeString(list, "");
        assertThat(here.all()).isEmpty();
        addElsewhere(7);
        assertThat(here.all()).containsExactly(stone(7));
        Files.delete(list);
        assertThat(here.all()).isEmpty();
    }
}
