package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.platform.datadir.DataDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class ServerTest {
    @TempDir private Path temp;

    private void start(int port) {
        var options = new Options(temp.resolve("data"), OptionalInt.of(port), Optional.empty());
        Server.start(options, Terminal.of(true)).close();
    }

    @Test
    void saysWhoHoldsTheDirectoryRatherThanThatThePortIsTaken() throws IOException {
        try (var held = DataDirectory.open(temp.resolve("data"));
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            CannotStart.class,
                            refused -> {
                                assertThat(refused.exitCode()).isOne();
                                assertThat(refused.isHeldElsewhere()).isTrue();
                            })
                    .hasMessageContaining("is held by process " + ProcessHandle.current().pid())
                    .hasMessageContaining(held.root().toString());
        }
    }

    @Test
    void givesTheDirectoryBackWhenThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> start(port)).hasMessageContaining("Port " + port);
        }
        DataDirectory.open(temp.resolve("data")).close();
    }

    @Test
    void saysWhatFailedButNotWhomItWasAbout() {
        assertThat(CannotStart.failed("rebuild", new IllegalStateException("Ann Example")))
                .hasMessage("'rebuild' failed (IllegalStateException).")
                .extracting(CannotStart::exitCode)
                .isEqualTo(Program.FOUND_SOMETHING_WRONG);
    }

    @Test
    void callsARebuildOfNoDirectoryWrongUse() {
        assertThat(Program.run(List.of("rebuild", "--data", temp.resolve("none").toString())))
                .hasValue(Program.WRONG_USE);
    }
}
