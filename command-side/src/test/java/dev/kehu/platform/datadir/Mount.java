package dev.kehu.platform.datadir;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, in memory; needs the right to mount one, and says so without it. */
public record Mount(Path directory) implements AutoCloseable {
    /** With options as {@code mount -o} takes them. */
    public static Mount at(Path directory, String options) throws Exception {
        Files.createDirectories(directory);
        if (!runs("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString())) {
            System.out.println("SKIPPED: no right to mount a file system with " + options);
            return abort("needs the right to mount");
        }
        return new Mount(directory);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            runs("umount", "-l", directory.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
