package dev.kehu.platform.projection.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A process that says what it does, and is ended with SIGKILL. */
record Life(Process process, BufferedReader lines) implements AutoCloseable {

    static Life start(Class<?> main, Object... arguments) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(words::add);
        Process process =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Life(process, process.inputReader());
    }

    /** The first line it says that is as wanted. */
    String await(Predicate<String> wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine())
            if (wanted.test(line)) return line;
        throw new IOException("The victim ended by itself");
    }

    /** All it says until it ends by itself. */
    List<String> all() {
        return lines.lines().toList();
    }

    /** SIGKILL. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        lines.close();
    }
}
