package dev.kehu.verifier.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.kehu.verifier.Verifier;
import dev.kehu.verifier.note.SigningKey;
import dev.kehu.verifier.note.VerifierKey;
import dev.kehu.verifier.tree.Unproven;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The witness as a process: {@code java -cp verifier.jar dev.kehu.verifier.witness.WitnessServer
 * FOLDER NAME ADDRESS PORT VKEY …}. Makes its key in the folder when there is none, and prints its
 * verifier key.
 */
public final class WitnessServer implements AutoCloseable {
    private static final int LARGEST = 1 << 16;
    private static final int ARGUMENTS = 5;
    private static final int WRONG_USE = 2;

    /** For a request, from its first byte to its last, and as much for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Who sends slowly keeps some of them, not all at once. */
    private static final int AT_ONCE = 16;

    private final HttpServer server;
    private final ExecutorService threads;

    private WitnessServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    public static void main(String[] args) throws IOException {
        if (args.length < ARGUMENTS) {
            System.err.println("WitnessServer FOLDER NAME ADDRESS PORT VKEY …");
            System.exit(WRONG_USE);
        }
        Path folder = Path.of(args[0]);
        SigningKey key = key(folder, args[1]);
        List<VerifierKey> logs = new ArrayList<>();
        for (String vkey : List.of(args).subList(ARGUMENTS - 1, args.length)) {
            logs.add(Verifier.key(vkey));
        }
        Witness witness = new Witness(key, logs, new Seen(folder), InstantSource.system());
        InetAddress address = InetAddress.getByName(args[2]);
        start(witness, new InetSocketAddress(address, Integer.parseInt(args[3])));
        System.out.println(key.verifier());
    }

    private static SigningKey key(Path folder, String name) throws IOException {
        Path file = folder.resolve("witness.key");
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, SigningKey.fresh(name, VerifierKey.WITNESS).text() + "\n");
        }
        SigningKey key = SigningKey.parse(Files.readString(file));
        if (key.verifier().type() != VerifierKey.WITNESS) {
            throw new Unproven("witness.key is no key of a witness");
        }
        return key;
    }

    public static WitnessServer start(Witness witness, InetSocketAddress address)
            throws IOException {
        return start(witness, address, PATIENCE);
    }

    /**
     * @param patience with a peer that goes on sending, or reading; the first one started in a
     *     process decides for all
     */
    static WitnessServer start(Witness witness, InetSocketAddress address, Duration patience)
            throws IOException {
        // The JDK's server knows no other way, and waits for ever by itself.
        for (String limit : List.of("maxReqTime", "maxRspTime")) {
            System.setProperty("sun.net.httpserver." + limit, patience.toSeconds() + "");
        }
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/add-checkpoint", exchange -> answer(witness, exchange));
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        server.setExecutor(threads);
        server.start();
        return new WitnessServer(server, threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(Witness witness, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
            if (!exchange.getRequestMethod().equals("POST") || body.length > LARGEST) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            Witness.Answer answer = witness.add(new String(body, StandardCharsets.UTF_8));
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
