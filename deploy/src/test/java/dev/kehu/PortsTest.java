package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

class PortsTest {
    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Ports.choose(OptionalInt.of(port)))
                    .isInstanceOfSatisfying(
                            CannotStart.class, refused -> assertThat(refused.exitCode()).isOne())
                    .hasMessageContaining("Port " + port + " is taken");
        }
    }

    @Test
    void takesTheNextFreePortWhenNoneIsAskedFor() throws IOException {
        int first = Ports.choose(OptionalInt.empty());
        try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.choose(OptionalInt.empty())).isGreaterThan(taken.getLocalPort());
        }
    }
}
