package dev.kehu.platform.viewstore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

final class PeersTest {
    private static final String HEADER = "  sl  local_address rem_address   st tx:rx tr tm ret uid";
    private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 0xA1B2);
    private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 0x6989);

    @TempDir Path proc;

    private Path table;

    @BeforeEach
    void make() throws IOException {
        table = Files.createDirectories(proc.resolve("self/net")).resolve("tcp");
    }

    private static String loopback() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "0100007F" : "7F000001";
    }

    private static String row(String from, String to, int uid) {
        String word = loopback();
        return "   1: %s:%s %s:%s 01 00000000:00000000 00:00000000 00000000  %d        0 4711"
                .formatted(word, from, word, to, uid);
    }

    private boolean asked(String... rows) throws IOException {
        Files.writeString(table, HEADER + "\n" + String.join("\n", rows) + "\n");
        return new Peers(proc).isOurs(PEER, SERVER);
    }

    private int self() throws IOException {
        return (int) Files.getAttribute(proc.resolve("self"), "unix:uid");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letsInASocketOfThisUser() throws IOException {
        assertThat(asked(row("0016", "6989", 0), row("A1B2", "6989", self()))).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesASocketOfAnotherUser() throws IOException {
        assertThat(asked(row("A1B2", "6989", self() + 1))).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesASocketTheKernelDoesNotList() throws IOException {
        assertThat(asked(row("6989", "A1B2", self()), row("A1B3", "6989", self()))).isFalse();
        assertThat(asked()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsAnIpv4SocketAmongTheIpv6Ones() throws IOException {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        String mapped = "0000000000000000" + (little ? "FFFF0000" : "0000FFFF");
        String row = row("A1B2", "6989", self()).replace(loopback(), mapped + loopback());
        Files.writeString(table.resolveSibling("tcp6"), HEADER + "\n" + row + "\n");

        assertThat(new Peers(proc).isOurs(PEER, SERVER)).isTrue();
    }

    @Test
    void letsEverybodyInWhereNoTableExists() {
        assertThat(new Peers(proc.resolve("absent")).isOurs(PEER, SERVER)).isTrue();
    }

    @Test
    void findsAConnectionOfThisProcessInTheRealTable() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort());
                Socket accepted = server.accept()) {
            InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteSocketAddress();
            InetSocketAddress self = (InetSocketAddress) accepted.getLocalSocketAddress();
            assertThat(client.isConnected()).isTrue();
            assertThat(new Peers(Path.of("/proc")).isOurs(peer, self)).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsTheConnectionOfAnotherUser() throws IOException {
        Files.writeString(table, HEADER + "\n");
        try (EmbeddedServer server =
                        new EmbeddedServer(
                                new StoredCollections(MVStore.open(null), "views"),
                                0,
                                true,
                                new Peers(proc));
                MongoClient client =
                        MongoClients.create(server.uri() + "&serverSelectionTimeoutMS=300")) {
            assertThatThrownBy(() -> client.getDatabase("views").listCollectionNames().first())
                    .isInstanceOf(MongoTimeoutException.class);
        }
    }
}
