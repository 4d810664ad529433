package dev.kehu.platform.eventstore.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to the server that can lose its answers, or be cut. */
final class Wire implements AutoCloseable {
    private final PostgresServer server;
    private final ServerSocket entrance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    Wire(PostgresServer server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + "/" + database;
    }

    /** From now on the server's answers are lost on the way. */
    void loseAnswers() {
        silent = true;
    }

    /** Breaks every connection; new ones are sound. */
    void cut() {
        sockets.forEach(Wire::close);
        sockets.clear();
        silent = false;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Socket far = new Socket(server.host(), server.port());
                sockets.addAll(List.of(near, far));
                Thread.ofPlatform().daemon().start(() -> pass(near, far, false));
                Thread.ofPlatform().daemon().start(() -> pass(far, near, true));
            } catch (IOException e) {
                // the entrance was closed, or the server is away
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[16_384];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n; (n = in.read(buffer)) >= 0; ) {
                if (!(answers && silent)) {
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
