package dev.kehu.platform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.analysis.duckdb.CopyFile.Folder;
import dev.kehu.platform.analysis.duckdb.Limits;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

class RoomTest {
    @TempDir Path root;

    private Room room;
    private Path left;

    @BeforeEach
    void leaveAnAnswer() throws IOException {
        Folder folder = new Folder(root);
        room = new Room(folder, new Limits("1MB", 1, Duration.ofSeconds(1), 1, 100, 2));
        Files.createDirectories(folder.answers());
        left = folder.answers().resolve("1.csv");
        Files.write(left, new byte[200]);
    }

    @Test
    void takesAsManyBytesAsAnswersAtOnceMayHave() {
        assertThatCode(room::forAnswer).doesNotThrowAnyException();
    }

    @Test
    void refusesMoreWhileAnswersAreNotFetched() throws IOException {
        Files.write(left, new byte[201]);
        assertThatThrownBy(room::forAnswer)
                .isInstanceOfSatisfying(
                        CopyUnavailable.class,
                        busy -> assertThat(busy.code()).isEqualTo("analysis.busy"));
    }

    @Test
    void removesWhatNobodyFetched() throws IOException {
        Files.write(left, new byte[201]);
        Instant before = Instant.now().minus(Duration.ofMinutes(61));
        Files.setLastModifiedTime(left, FileTime.from(before));
        assertThatCode(room::forAnswer).doesNotThrowAnyException();
        assertThat(left).doesNotExist();
    }
}
