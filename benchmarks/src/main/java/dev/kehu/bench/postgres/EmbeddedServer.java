package dev.kehu.bench.postgres;

import org.tukaani.xz.XZInputStream;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server started for one run from packed binaries, with the settings it comes with
 * where a run names no others: fsync on. PostgreSQL refuses to run as root: then it runs as nobody.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final String NOBODY = "65534";
    private static final int SECONDS = 90;
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final Path home;
    private final String url;
    private final Thread atExit = new Thread(this::stop, "embedded-postgres");

    private EmbeddedServer(Path home, String url) {
        this.home = home;
        this.url = url;
    }

    /** What docs/operating.md advises for a long history. */
    public static final String LONG_HISTORY =
            """
            shared_buffers = 2GB
            max_wal_size = 16GB
            checkpoint_timeout = 15min
            """;

    /**
     * @param home an empty directory, for binaries and data
     * @param settings lines of postgresql.conf beside those that are there
     */
    public static EmbeddedServer start(Path home, String settings) throws IOException {
        String password = UUID.randomUUID().toString();
        int port = freePort();
        unpack(home);
        Files.writeString(home.resolve("password"), password);
        if (ROOT) {
            run(home, List.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()));
            run(home, List.of("chmod", "755", home.getParent().toString()));
        }
        server(
                home,
                ("initdb -D data -U postgres -A scram-sha-256 --pwfile=password -E UTF8 --locale=C"
                                + " -N")
                        .split(" "));
        Files.writeString(
                home.resolve("data/postgresql.auto.conf"),
                """
                port = %d
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 200
                %s\
                """
                        .formatted(port, settings));
        EmbeddedServer started =
                new EmbeddedServer(
                        home,
                        "postgresql://postgres:" + password + "@127.0.0.1:" + port + "/postgres");
        server(home, "pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "start");
        Runtime.getRuntime().addShutdownHook(started.atExit);
        return started;
    }

    public String url() {
        return url;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void unpack(Path home) throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String file =
                "/postgres-%s-%s.txz"
                        .formatted(
                                os.contains("mac") ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
        Process tar = new ProcessBuilder("tar", "-x").directory(home.toFile()).start();
        try (InputStream packed = EmbeddedServer.class.getResourceAsStream(file);
                OutputStream out = tar.getOutputStream()) {
            if (packed == null) {
                throw new IOException(
                        "There is no embedded PostgreSQL for this machine; name a server with"
                                + " --postgres URL");
            }
            new XZInputStream(packed).transferTo(out);
        }
        if (end(tar) != 0) {
            throw new IOException("PostgreSQL could not be unpacked into " + home);
        }
    }

    private static void server(Path home, String... command) throws IOException {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            all.addAll(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        all.add(home.resolve("bin").resolve(command[0]).toString());
        all.addAll(List.of(command).subList(1, command.length));
        run(home, all);
    }

    private static void run(Path home, List<String> command) throws IOException {
        File output = home.resolve("output").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("HOME", home.toString());
        if (end(builder.start()) != 0) {
            throw new IOException(
                    String.join(" ", command)
                            + " failed: "
                            + Files.readString(output.toPath(), StandardCharsets.UTF_8));
        }
    }

    private static int end(Process process) throws IOException {
        try {
            if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException("PostgreSQL does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void stop() {
        try {
            server(home, "pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop");
        } catch (IOException e) {
            System.err.println("PostgreSQL in " + home + " did not stop: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
