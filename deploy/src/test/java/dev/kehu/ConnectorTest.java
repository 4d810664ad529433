package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.ClassUtils;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The connector of Axon Server is part of the program only when it was asked for. */
class ConnectorTest {
    private static final boolean ASKED_FOR = Boolean.getBoolean("kehu.built.axonserver");

    @TempDir private Path temp;

    @AfterEach
    void forget() {
        System.clearProperty("kehu.store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.axoniq.axonserver.connector.AxonServerConnectionFactory",
                "org.axonframework.axonserver.connector.command.AxonServerCommandBus",
                "io.grpc.Channel",
                "com.google.protobuf.Message"
            })
    void isInTheProgramOnlyWhenAskedFor(String type) {
        assertThat(ClassUtils.isPresent(type, getClass().getClassLoader())).isEqualTo(ASKED_FOR);
    }

    @Test
    void isMissedAtTheStartWithAWordOnHowToBuildIt() {
        assumeFalse(ASKED_FOR);
        System.setProperty("kehu.store", "axonserver");
        Options options = new Options(temp.resolve("data"), OptionalInt.of(0), Optional.empty());
        assertThatThrownBy(() -> Server.start(options, Terminal.of(true)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("mvn -Paxonserver")
                .hasMessageEndingWith("(axonserver.libraries-missing)");
    }
}
