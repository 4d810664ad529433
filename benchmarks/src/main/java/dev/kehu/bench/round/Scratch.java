package dev.kehu.bench.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary directory that is gone after the run, also after Ctrl-C. */
public final class Scratch implements AutoCloseable {
    private final Path root;
    private final Thread atExit = new Thread(this::delete, "scratch");

    public Scratch() throws IOException {
        root = Files.createTempDirectory("kehu-bench-");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    public Path directory(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    public Path root() {
        return root;
    }

    private void delete() {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException e) {
            System.err.println("Left behind: " + root);
        }
    }

    @Override
    public void close() {
        delete();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
