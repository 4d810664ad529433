package dev.kehu.crash;

import dev.kehu.platform.eventstore.postgres.PostgresServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, so that it can be killed. */
final class Child implements AutoCloseable {
    static final String PASSWORD = "crash";

    private final Process process;
    private final URI address;

    private Child(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Settings for an empty database. */
    static Map<String, String> postgres(PostgresServer server) {
        String database = server.newDatabase();
        return Map.of(
                "KEHU_STATE",
                "postgres",
                "KEHU_STORE",
                "postgres",
                "KEHU_POSTGRES_URL",
                server.url(database),
                "KEHU_POSTGRES_USER",
                "run_" + database,
                "KEHU_POSTGRES_PASSWORD",
                "secret",
                "KEHU_POSTGRES_OWNER",
                server.owner().user(),
                "KEHU_POSTGRES_OWNER_PASSWORD",
                server.owner().password());
    }

    /** Returns when it accepts requests. */
    static Child serve(Path data, Map<String, String> settings) throws IOException {
        Process process = start(settings, "serve", "--port", "0", "--data", data.toString());
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line; (line = out.readLine()) != null; said.append(line).append('\n')) {
            if (line.startsWith("Kehu is ready: ")) {
                Thread.startVirtualThread(() -> out.lines().forEach(late -> {})); // or it blocks
                return new Child(process, URI.create(line.substring("Kehu is ready: ".length())));
            }
        }
        throw new IOException("The program ended before it was ready:\n" + said);
    }

    /** A command to its end: the exit code, a line end, and all it said. */
    static String run(Map<String, String> settings, Object... words)
            throws IOException, InterruptedException {
        String[] text = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        Process process = start(settings, text);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + said;
    }

    private static Process start(Map<String, String> settings, String... words) throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.kehu.KehuApplication"));
        all.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(all);
        for (String user :
                new String[] {"ADMIN", "AGENT", "ANALYST", "AUDITOR", "CHANNEL", "CREDIT"}) {
            builder.environment().put("KEHU_PASSWORD_" + user, PASSWORD);
        }
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true).start();
    }

    URI address() {
        return address;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing in the process runs after it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and waits for a clean end. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
