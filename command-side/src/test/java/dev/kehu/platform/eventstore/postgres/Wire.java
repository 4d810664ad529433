package dev.kehu.platform.eventstore.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A wire to the server that can lose its answers, or be cut. */
public final class Wire implements AutoCloseable {
    private final PostgresServer server;
    private final ServerSocket entrance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean appendsUnanswered;
    private volatile boolean refusing;
    private final AtomicBoolean breaking = new AtomicBoolean();

    public Wire(PostgresServer server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::connect);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + "/" + database;
    }

    /** From now on the server's answers are lost on the way. */
    void loseAnswers() {
        silent = true;
    }

    /** From now on an append is answered to nobody; whatever else is asked is. */
    void loseAnswersToAppends() {
        appendsUnanswered = true;
    }

    /** The server's next answer comes, but the wire breaks before it arrives. */
    public void breakAtTheNextAnswer() {
        breaking.set(true);
    }

    /** New connections are closed at once. */
    public void refuse() {
        refusing = true;
    }

    public void accept() {
        refusing = false;
    }

    /** Breaks every connection; new ones are sound. */
    public void cut() {
        sockets.forEach(Wire::close);
        sockets.clear();
        silent = false;
        appendsUnanswered = false;
    }

    private void connect() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                if (refusing) {
                    close(near);
                    continue;
                }
                Socket far = new Socket(server.host(), server.port());
                sockets.addAll(List.of(near, far));
                AtomicBoolean appends = new AtomicBoolean();
                Thread.ofPlatform().daemon().start(() -> ask(near, far, appends));
                Thread.ofPlatform().daemon().start(() -> answer(far, near, appends));
            } catch (IOException e) {
                // the entrance was closed, or the server is away
            }
        }
    }

    private static void ask(Socket from, Socket to, AtomicBoolean appends) {
        pass(
                from,
                to,
                (bytes, n) -> {
                    if (new String(bytes, 0, n, ISO_8859_1).contains("append_events")) {
                        appends.set(true);
                    }
                    return true;
                });
    }

    private void answer(Socket from, Socket to, AtomicBoolean appends) {
        pass(
                from,
                to,
                (bytes, n) -> {
                    if (breaking.getAndSet(false)) {
                        close(to);
                        close(from);
                        return false;
                    }
                    return !silent && !(appendsUnanswered && appends.get());
                });
    }

    private interface Gate {
        boolean open(byte[] bytes, int length);
    }

    private static void pass(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[16_384];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n; (n = in.read(buffer)) >= 0; ) {
                if (gate.open(buffer, n)) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone then
        }
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
