package dev.kehu.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.cli.Terminal;
import dev.kehu.control.Finding;
import dev.kehu.platform.datadir.DataDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

class ExaminationTest {
    @TempDir Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void changesNothingWhereThereIsNothing() {
        Examination examination = look(temp.resolve("data"), OptionalInt.empty());
        assertThat(examination.failed()).isFalse();
        assertThat(temp.resolve("data")).doesNotExist();
    }

    @Test
    void failsOnANewerOrForeignDirectory() throws IOException {
        Files.writeString(temp.resolve("version"), String.valueOf(DataDirectory.FORMAT + 1));
        assertThat(look(temp, OptionalInt.empty()).failed()).isTrue();
        Files.delete(temp.resolve("version"));
        Files.writeString(temp.resolve("foreign"), "");
        assertThat(look(temp, OptionalInt.empty()).failed()).isTrue();
    }

    @Test
    void failsOnATakenPortUnlessOursIsRunning() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var data = DataDirectory.open(temp.resolve("held"))) {
            OptionalInt port = OptionalInt.of(taken.getLocalPort());
            assertThat(look(temp.resolve("data"), port).failed()).isTrue();
            assertThat(look(data.root(), port).failed()).isFalse();
        }
    }

    @Test
    void showsOneJsonObject() {
        var examination = new Examination(terminal(true));
        examination.finding(Finding.failed("event store", "gone"));
        examination.show();
        var json = new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(json.path("ok").asBoolean(true)).isFalse();
        assertThat(json.path("checks").path(0).path("state").asString()).isEqualTo("failed");
    }

    private Examination look(Path data, OptionalInt port) {
        var examination = new Examination(terminal(false));
        examination.look(data, port);
        return examination;
    }

    private Terminal terminal(boolean json) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Terminal(stream, stream, json);
    }
}
