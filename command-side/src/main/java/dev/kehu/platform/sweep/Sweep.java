package dev.kehu.platform.sweep;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Searches every file below a directory, byte by byte, for values in all the ways they may be
 * written. What is compressed otherwise than by gzip, or sealed, shows nothing.
 */
public final class Sweep {
    private final Needles needles;
    private final int values;
    private final int tooShort;

    /**
     * @param values none of them is kept or shown
     */
    public Sweep(Collection<String> values) {
        List<byte[]> all = new ArrayList<>();
        int passedOver = 0;
        for (String value : values) {
            List<byte[]> forms =
                    Spellings.of(value).stream()
                            .flatMap(spelling -> Spellings.bytes(spelling).stream())
                            .toList();
            passedOver += forms.getFirst().length < Needles.SHORTEST ? 1 : 0;
            all.addAll(forms);
        }
        needles = new Needles(all);
        tooShort = passedOver;
        this.values = values.size();
    }

    /**
     * What was searched and found.
     *
     * @param tooShort values of less than four bytes, which are only looked for in longer spellings
     * @param found files below the directory, in order
     * @param unreadable files and folders that could not be searched, in order
     */
    public record Swept(
            int values,
            int tooShort,
            long files,
            long bytes,
            List<String> found,
            List<String> unreadable) {}

    public Swept over(Path root) {
        return over(root, List.of());
    }

    /**
     * @param more directories that are searched, too, and named as seen from the first
     */
    public Swept over(Path root, Collection<Path> more) {
        Walk walk = walk(root);
        if (needles.count() > 0) {
            walk(root, walk);
            more.forEach(each -> walk(each, walk));
        }
        return walk.told();
    }

    Walk walk(Path root) {
        return new Walk(root);
    }

    private static void walk(Path from, Walk walk) {
        try {
            Files.walkFileTree(from, walk);
        } catch (IOException e) {
            throw new UncheckedIOException("The files cannot be searched", e);
        }
    }

    final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<String> found = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();
        private long files;
        private long bytes;

        Walk(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (facts.isRegularFile()) {
                look(file);
                bytes += facts.size();
                files++;
            }
            return FileVisitResult.CONTINUE;
        }

        /** Files come and go while Kehu runs; what cannot be opened is named, not passed over. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (!(failure instanceof NoSuchFileException)) {
                unreadable.add(name(file));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A folder that could not be listed to its end was not searched either. */
        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
        }

        private void look(Path file) {
            try {
                if (in(file, false) || file.toString().endsWith(".gz") && in(file, true)) {
                    found.add(name(file));
                }
            } catch (IOException failure) {
                visitFileFailed(file, failure);
            }
        }

        private String name(Path file) {
            return root.relativize(file).toString();
        }

        Swept told() {
            return new Swept(
                    values,
                    tooShort,
                    files,
                    bytes,
                    found.stream().sorted().toList(),
                    unreadable.stream().sorted().toList());
        }

        private boolean in(Path file, boolean unpacked) throws IOException {
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                    InputStream in = unpacked ? new GZIPInputStream(raw) : raw) {
                return needles.in(in);
            } catch (ZipException
                    | EOFException notPacked) { // its bytes as they are were looked at
                return false;
            }
        }
    }
}
