package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;

/** Whole directories: private ones, copies, and entries made durable. */
public final class Directories {
    private Directories() {}

    /** Only the owner may look inside; file systems without such modes keep their own rules. */
    public static void makePrivate(Path directory) throws IOException {
        var view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** An empty file only the owner may read, from its first moment on. */
    public static void makePrivateFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Makes names created or moved inside durable, where the system lets a directory be synced. */
    public static void force(Path directory) throws IOException {
        if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A durable empty file, unless it is there. */
    public static void mark(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file);
            force(file.getParent());
        }
    }

    /** Takes {@link #mark} back, durably. */
    public static void unmark(Path file) throws IOException {
        Files.deleteIfExists(file);
        force(file.getParent());
    }

    /** A file with this text, durably: whoever finds it finds all of it. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        forceFile(fresh);
        move(fresh, file);
    }

    /** Gives a file another name in its directory, durably and in one step. */
    public static void move(Path file, Path to) throws IOException {
        Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
        force(to.toAbsolutePath().getParent());
    }

    /** Makes a file's content durable. */
    public static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Copies regular files and folders; {@code skipped} is asked for paths below the source. */
    static void copy(Path source, Path target, Predicate<Path> skipped) throws IOException {
        Files.walkFileTree(source, new Copying(source, target, skipped));
        force(target);
    }

    /** With everything inside; nothing happens when it is not there. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new Deleting());
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path source;
        private final Path target;
        private final Predicate<Path> skipped;

        private Copying(Path source, Path target, Predicate<Path> skipped) {
            this.source = source;
            this.target = target;
            this.skipped = skipped;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (!folder.equals(source) && skipped.test(source.relativize(folder))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Path copy = target.resolve(source.relativize(folder).toString());
            Files.createDirectories(copy);
            makePrivate(copy);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Path inside = source.relativize(file);
            if (attributes.isRegularFile() && !skipped.test(inside)) {
                Path copy = target.resolve(inside.toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                if (Files.isWritable(copy)) {
                    forceFile(copy);
                }
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
