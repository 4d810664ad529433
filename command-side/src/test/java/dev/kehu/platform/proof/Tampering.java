package dev.kehu.platform.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kehu.platform.datadir.Directories;
import dev.kehu.verifier.Damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Tampers with copies of one signed data directory, one kind after the other.
 *
 * @param from the directory, with nothing wrong in it
 * @param needed what of it is copied, as a pattern over paths inside it
 * @param kinds how many there are
 */
public record Tampering(Path from, String needed, int kinds) {
    /** Where the first fault is. */
    public record Bad(long from, long to) {
        public Bad(long position) {
            this(position, position);
        }
    }

    /** Does one kind of harm. */
    public interface Harm {
        Bad done(int kind, Path data, Random random) throws Exception;
    }

    /** Verifies a directory. */
    public interface Check {
        void of(Path data) throws Damage;
    }

    public void isFound(int times, Harm harm, Check check) throws Exception {
        long seed = Long.getLong("kehu.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            int kind = i % kinds;
            Path data = copy(i);
            Bad bad = harm.done(kind, data, random);
            Damage found = catchThrowableOfType(Damage.class, () -> check.of(data));
            assertThat(found).as("seed %d, tampering %d of kind %d", seed, i, kind).isNotNull();
            assertThat(found.position())
                    .as("seed %d, tampering %d of kind %d: %s", seed, i, kind, found.getMessage())
                    .isBetween(bad.from, bad.to);
            Directories.delete(data);
        }
    }

    private Path copy(int number) throws IOException {
        Path to = from.resolveSibling("copy-" + number);
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (from.relativize(file).toString().matches(needed)) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
        return to;
    }
}
