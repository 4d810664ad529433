package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/** The file {@code version}: the format of everything beside it, as a decimal number. */
final class FormatVersion {
    private static final String FILE = "version";

    private FormatVersion() {}

    /** Empty when the directory has none yet. */
    static OptionalInt read(Path root) throws IOException {
        Path file = root.resolve(FILE);
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!text.matches("\\d{1,9}")) {
            throw new DataDirectoryRefused(
                    "data.version-unreadable",
                    "The file " + file + " does not hold a format version; restore a backup.");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    /** After a crash the file holds either the old version or the new one. */
    static void write(Path root, int version) throws IOException {
        Path fresh = root.resolve(FILE + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((version + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, root.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        Directories.force(root);
    }

    static boolean isOwn(String fileName) {
        return fileName.equals(FILE) || fileName.equals(FILE + ".new");
    }
}
