package dev.kehu.platform.sweep;

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
     */
    public record Swept(int values, int tooShort, long files, long bytes, List<String> found) {}

    public Swept over(Path root) {
        Walk walk = new Walk(root);
        if (needles.count() > 0) {
            try {
                Files.walkFileTree(root, walk);
            } catch (IOException e) {
                throw new UncheckedIOException("The files cannot be searched", e);
            }
        }
        return new Swept(
                values, tooShort, walk.files, walk.bytes, walk.found.stream().sorted().toList());
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<String> found = new ArrayList<>();
        private long files;
        private long bytes;

        Walk(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
            if (facts.isRegularFile()) {
                look(file);
                bytes += facts.size();
                files++;
            }
            return FileVisitResult.CONTINUE;
        }

        /** Files come and go while Kehu runs. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private void look(Path file) throws IOException {
            try {
                if (in(file, false) || file.toString().endsWith(".gz") && in(file, true)) {
                    found.add(root.relativize(file).toString());
                }
            } catch (NoSuchFileException gone) {
                return;
            }
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
