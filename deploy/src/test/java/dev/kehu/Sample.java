package dev.kehu;

import dev.kehu.cli.Options;
import dev.kehu.cli.Terminal;
import dev.kehu.platform.datadir.Directories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The sample, loaded through the intake once; each who asks serves a copy of its own. */
final class Sample {
    private static Optional<Path> loaded = Optional.empty();

    private Sample() {}

    static Server start(Path directory) {
        return Server.start(
                new Options(directory, OptionalInt.of(0), Optional.empty()), Terminal.of(true));
    }

    /**
     * Serves the sample from this directory.
     *
     * @param directory not there yet
     */
    static synchronized Server serve(Path directory) {
        try {
            Path whole = loaded.isPresent() ? loaded.get() : load();
            loaded = Optional.of(whole);
            copy(whole, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(directory);
    }

    private static Path load() throws IOException {
        Path home = Files.createTempDirectory("kehu-sample");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        Path data = home.resolve("data");
        try (Server server = start(data)) {
            server.loadDemo(false, Optional.empty());
        }
        return data;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(from)) {
            all = found.toList();
        }
        for (Path each : all) Files.copy(each, to.resolve(from.relativize(each)));
    }

    private static void delete(Path home) {
        try {
            Directories.delete(home);
        } catch (IOException e) {
            System.err.println("Left behind: " + home);
        }
    }
}
