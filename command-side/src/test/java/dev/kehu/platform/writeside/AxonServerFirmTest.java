package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.axonserver.ScriptedServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole write side with its events in (a scripted) Axon Server. */
@Execution(ExecutionMode.CONCURRENT)
class AxonServerFirmTest {
    private final ScriptedServer server = new ScriptedServer("secret");

    @TempDir private Path temp;

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> settings() {
        return Map.of(
                "kehu.store",
                "axonserver",
                "kehu.axonserver.servers",
                "127.0.0.1:" + server.port(),
                "kehu.axonserver.token",
                "secret");
    }

    private Path directory(String name) throws Exception {
        return Files.createDirectory(temp.resolve(name));
    }

    @Test
    void recordsAndIsTheSameFirmWhenItStartsAgain() throws Exception {
        Path directory = directory("one");
        CustomerId customer;
        long head;
        try (Firm firm = Firm.in(directory, settings())) {
            customer = firm.registered("C-1", firm.email("ada@example.com"));
            head = firm.head();
            assertThat(head).isPositive();
        }
        assertThat(directory.resolve("events.db")).doesNotExist();
        try (Firm firm = Firm.in(directory, settings())) {
            assertThat(firm.head()).isEqualTo(head);
            assertThat(firm.registered("C-1", firm.email("ada@example.com"))).isEqualTo(customer);
            assertThat(firm.head()).isEqualTo(head);
        }
    }

    @Test
    void saysTheSameOfEveryEventAfterItsCompanionWasLost() throws Exception {
        Path directory = directory("one");
        List<byte[]> leaves;
        try (Firm firm = Firm.in(directory, settings())) {
            firm.registered("C-1", firm.email("ada@example.com"));
            leaves = leaves(firm);
        }
        for (String file : List.of("companion.db", "companion.db-wal", "companion.db-shm")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        try (Firm firm = Firm.in(directory, settings())) {
            assertThat(leaves(firm)).isNotEmpty().usingRecursiveComparison().isEqualTo(leaves);
        }
    }

    private static List<byte[]> leaves(Firm firm) {
        return firm.history().readAfter(0, 1000).stream().map(RecordedEvent::leaf).toList();
    }

    @Test
    void refusesADirectoryWithoutTheKeysOfThisHistory() throws Exception {
        try (Firm firm = Firm.in(directory("one"), settings())) {
            firm.registered("C-1", firm.email("ada@example.com"));
        }
        Path other = directory("two");
        assertThatThrownBy(() -> Firm.in(other, settings()))
                .rootCause()
                .hasMessageContaining("master keys");
    }

    @Test
    void neverTakesTheDirectoryForTheHistory() throws Exception {
        Path directory = directory("one");
        Firm.in(directory, settings()).close();
        assertThatThrownBy(() -> Firm.in(directory, Map.of()))
                .rootCause()
                .hasMessageContaining("kept in Axon Server");
        for (String file : List.of("companion.db", "companion.db-wal", "companion.db-shm")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        assertThatThrownBy(() -> Firm.in(directory, Map.of("kehu.store", "postgres")))
                .rootCause()
                .hasMessageContaining("kept in Axon Server");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Path directory = directory("one");
        assertThatThrownBy(() -> Firm.in(directory, Map.of("kehu.store", "axonserver")))
                .rootCause()
                .hasMessageContaining("kehu.axonserver.servers");
    }
}
