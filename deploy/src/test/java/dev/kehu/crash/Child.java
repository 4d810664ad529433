package dev.kehu.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** Returns when it accepts requests. */
    static Child serve(Path data, Map<String, String> settings) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.kehu.KehuApplication",
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        data.toString());
        for (String user :
                new String[] {"ADMIN", "AGENT", "ANALYST", "AUDITOR", "CHANNEL", "CREDIT"}) {
            builder.environment().put("KEHU_PASSWORD_" + user, PASSWORD);
        }
        builder.environment().putAll(settings);
        Process process = builder.redirectErrorStream(true).start();
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
