package dev.kehu.platform.datadir;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The one folder everything is kept in, held by this process until closed. Everything a store needs
 * is below it, so that a copy of the folder of a stopped program is a whole copy.
 */
public final class DataDirectory implements AutoCloseable {
    /**
     * Format written by this build. Raised with the format of any file below, for a file that is
     * brought up to date where it is opened can be read by no older build any more; so first a copy
     * is made.
     */
    public static final int FORMAT = 3;

    /** All of them leave the files to those who open them. */
    private static final List<Upgrade> UPGRADES =
            List.of(
                    new Upgrade(0, 1, root -> {}), // before the first release
                    new Upgrade(1, 2, root -> {}), // snapshots in events.db, outbox in state.db
                    new Upgrade(2, 3, root -> {})); // requests for erasures in state.db

    private static final Set<String> FOREIGN_BUT_HARMLESS = Set.of("lost+found", ".DS_Store");

    private final Path root;
    private final ProcessLock lock;

    private DataDirectory(Path root, ProcessLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the folder when it is missing (mode 0700), locks it against other processes, and
     * brings an older format up to date after copying the whole folder beside it ({@code
     * NAME.backup-v0-2026-11-30}).
     *
     * @throws DataDirectoryRefused when it is held, newer, not ours or not usable
     */
    public static DataDirectory open(Path directory) {
        return open(directory, FORMAT, UPGRADES);
    }

    static DataDirectory open(Path directory, int format, List<Upgrade> upgrades) {
        try {
            Path root = create(directory.toAbsolutePath().normalize());
            ProcessLock lock = ProcessLock.take(root);
            try {
                bring(root, format, upgrades);
                return new DataDirectory(root, lock);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(directory, failure);
        }
    }

    /**
     * Format version of a directory, empty when it has none yet. Changes nothing.
     *
     * @throws DataDirectoryRefused when it is not ours or not readable
     */
    public static OptionalInt format(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                throw new DataDirectoryRefused(
                        "data.not-a-directory", directory + " is a file; name a folder.");
            }
            OptionalInt version = FormatVersion.read(directory);
            if (version.isEmpty()) {
                refuseForeign(directory);
            }
            return version;
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(directory, failure);
        }
    }

    /** Writes the format of a directory that was put together elsewhere; its last step. */
    public static void mark(Path root, int format) throws IOException {
        FormatVersion.write(root, format);
    }

    /** Whether a process, this one or another, holds the directory now. */
    public static boolean isHeld(Path directory) {
        try {
            return Files.isDirectory(directory) && ProcessLock.isHeld(directory.toRealPath());
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(directory, failure);
        }
    }

    /** Process named in the lock file, if any; it may have ended since. Takes no lock. */
    public static OptionalLong lastHolder(Path directory) {
        try {
            return Files.isDirectory(directory)
                    ? ProcessLock.holder(directory.toRealPath())
                    : OptionalLong.empty();
        } catch (IOException failure) {
            throw DataDirectoryRefused.because(directory, failure);
        }
    }

    private static Path create(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && !Files.isDirectory(existing)) {
            throw new DataDirectoryRefused(
                    "data.not-a-directory",
                    "Cannot keep data in %s: %s is a file; name a folder."
                            .formatted(directory, existing));
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            Directories.makePrivate(directory);
            forceUpTo(existing, directory.toAbsolutePath().getParent());
        }
        return directory.toRealPath();
    }

    /** The names of new folders, each in the one above it, up to the one that was there before. */
    private static void forceUpTo(@Nullable Path existing, @Nullable Path newest)
            throws IOException {
        for (Path above = newest; above != null; above = above.getParent()) {
            if (Files.isReadable(above)) {
                Directories.force(above);
            }
            if (above.equals(existing)) {
                return;
            }
        }
    }

    private static void bring(Path root, int format, List<Upgrade> upgrades) throws IOException {
        OptionalInt version = FormatVersion.read(root);
        if (version.isEmpty()) {
            refuseForeign(root);
            Directories.makePrivate(root);
            FormatVersion.write(root, format);
        } else if (version.getAsInt() > format) {
            throw new DataDirectoryRefused(
                    "data.newer",
                    "The data directory %s has format %d, this Kehu reads up to %d; use a newer Kehu."
                            .formatted(root, version.getAsInt(), format));
        } else if (version.getAsInt() < format) {
            new Upgrading(root, upgrades).run(version.getAsInt(), format);
        }
    }

    private static void refuseForeign(Path root) throws IOException {
        try (var entries = Files.list(root)) {
            boolean foreign =
                    entries.map(entry -> entry.getFileName().toString())
                            .anyMatch(name -> !isOurs(name));
            if (foreign) {
                throw new DataDirectoryRefused(
                        "data.not-kehu",
                        root + " holds files but is no data directory of Kehu; name an empty one.");
            }
        }
    }

    private static boolean isOurs(String name) {
        return name.equals(ProcessLock.FILE)
                || FormatVersion.isOwn(name)
                || FOREIGN_BUT_HARMLESS.contains(name);
    }

    /** Absolute, links resolved. */
    public Path root() {
        return root;
    }

    /**
     * Copies of the whole directory that upgrades left beside it; the folder they would be in where
     * that cannot be listed.
     */
    public List<Path> copiesBeside() {
        Path above = root.getParent();
        if (above == null) {
            return List.of();
        }
        String start = root.getFileName() + Upgrading.COPY;
        try (var beside = Files.list(above)) {
            return beside.filter(path -> path.getFileName().toString().startsWith(start))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of(above);
        }
    }

    /** A path below the root; nothing is created. */
    public Path file(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("outside the data directory: " + name);
        }
        return file;
    }

    /** Gives the directory to the next process; stores below it must be closed before. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
