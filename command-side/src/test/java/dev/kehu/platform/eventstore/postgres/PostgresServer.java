package dev.kehu.platform.eventstore.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.PostgresDatabase;

import org.tukaani.xz.XZInputStream;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL for the tests, started once and with fsync on; or the server {@code
 * KEHU_POSTGRES_TEST_URI} names ({@code postgresql://user:password@host:port/database}; a role that
 * may make roles and databases). PostgreSQL refuses to run as root: then it runs as nobody.
 */
public final class PostgresServer {
    private static final int NOBODY = 65_534;
    private static final String PASSWORD = "only-for-tests";
    private static final PostgresServer SHARED = found();

    private final Account owner;
    private final String address;
    private final Path home;

    private PostgresServer(Account owner, String address, Path home) {
        this.owner = owner;
        this.address = address;
        this.home = home;
    }

    public static PostgresServer shared() {
        return SHARED;
    }

    /** The role that may do everything. */
    public Account owner() {
        return owner;
    }

    public String url(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    int port() {
        return URI.create("any://" + address).getPort();
    }

    String host() {
        return URI.create("any://" + address).getHost();
    }

    /** An empty database; answers its name. */
    public String newDatabase() {
        String name = "kehu_" + UUID.randomUUID().toString().replace("-", "");
        sql("postgres", "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        return name;
    }

    /**
     * Ends its sessions. Left behind, it costs the next checkpoint, and a start after a crash, some
     * 300 files.
     */
    public void drop(String database) {
        sql("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    void sql(String database, String... statements) {
        try (Connection connection = connect(database, owner)) {
            for (String sql : statements) {
                PostgresDatabase.execute(connection, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect(String database, Account account) throws SQLException {
        return DriverManager.getConnection(url(database), account.user(), account.password());
    }

    private static PostgresServer found() {
        String given = System.getenv("KEHU_POSTGRES_TEST_URI");
        if (given != null && !given.isBlank()) {
            URI uri = URI.create(given.replaceFirst("^jdbc:", ""));
            String[] user = String.valueOf(uri.getUserInfo()).split(":", 2);
            int port = uri.getPort() < 0 ? 5432 : uri.getPort();
            return new PostgresServer(
                    new Account(user[0], user.length > 1 ? user[1] : ""),
                    uri.getHost() + ":" + port,
                    Path.of(""));
        }
        try {
            return started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer started() throws IOException {
        Path home = Files.createTempDirectory("kehu-postgres");
        unpack(home);
        Files.writeString(home.resolve("password"), PASSWORD);
        if (root()) {
            run(home, List.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()));
        }
        asServer(
                home,
                "bin/initdb",
                "-D",
                "data",
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile=password",
                "-E",
                "UTF8",
                "--locale=C",
                "-N");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(
                home.resolve("data/postgresql.auto.conf"),
                """
                port = %d
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 200
                fsync = on
                """
                        .formatted(port));
        PostgresServer server =
                new PostgresServer(new Account("postgres", PASSWORD), "127.0.0.1:" + port, home);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
        return server;
    }

    private static void unpack(Path home) throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String file =
                "/postgres-"
                        + (os.contains("mac") ? "darwin" : "linux")
                        + (arm ? "-arm_64" : "-x86_64")
                        + ".txz";
        Process tar =
                new ProcessBuilder("tar", "-x")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (InputStream packed = PostgresServer.class.getResourceAsStream(file);
                OutputStream out = tar.getOutputStream()) {
            if (packed == null) {
                throw new IOException(
                        "No PostgreSQL for this machine ("
                                + file
                                + "); set KEHU_POSTGRES_TEST_URI");
            }
            new XZInputStream(packed).transferTo(out);
        }
        ended(tar, "tar");
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    public void start() {
        asServer(home, "bin/pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "start");
    }

    /**
     * @param how fast: sessions are ended; immediate: as in a crash
     */
    void stop(String how) {
        asServer(home, "bin/pg_ctl", "-D", "data", "-w", "-m", how, "stop");
    }

    /** SIGKILL to the server and all its sessions; nothing of it is left when this answers. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>();
        ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
        all.add(server);
        all.addAll(server.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean ours() {
        return !home.toString().isEmpty();
    }

    /** Many small files: nobody has to wait for that. */
    private void remove() {
        stop("immediate");
        try {
            new ProcessBuilder("rm", "-rf", home.toString()).start();
        } catch (IOException e) {
            System.err.println("Left behind: " + home);
        }
    }

    private static void asServer(Path home, String... command) {
        List<String> all = new ArrayList<>();
        all.add(home + "/" + command[0]);
        all.addAll(List.of(command).subList(1, command.length));
        run(home, root() ? asNobody(all) : all);
    }

    private static List<String> asNobody(List<String> command) {
        if (Files.notExists(Path.of("/usr/bin/setpriv"))) {
            return List.of("su", "-s", "/bin/sh", "nobody", "-c", String.join(" ", command));
        }
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups"));
        all.addAll(command);
        return all;
    }

    private static void run(Path home, List<String> command) {
        try {
            File output = home.resolve("output").toFile();
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(home.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output);
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("HOME", home.toString());
            Process process = builder.start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(
                        command + " failed: " + Files.readString(output.toPath(), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ended(Process process, String what) throws IOException {
        try {
            if (process.waitFor() != 0) {
                throw new IOException(what + " failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
