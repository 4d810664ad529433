package dev.kehu.platform.datadir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Small texts that are there whole or not at all, also after a power cut; mode 0600. */
public final class PrivateFile {
    private PrivateFile() {}

    /** An empty one, in place of what is there. */
    public static void create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    public static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        create(draft);
        Files.writeString(draft, text);
        Directories.forceFile(draft);
        Directories.move(draft, file);
    }

    /** As {@link #write}, for who has no answer to a failing disk. */
    public static void replace(Path file, String text) {
        try {
            write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts something behind what is there; a crash may leave a part of it. */
    public static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when what is there, and its name, are on disk. */
    public static void force(Path file) {
        try {
            Directories.forceFile(file);
            Directories.force(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands behind the first so many bytes; empty when there is nothing. */
    public static String readBehind(Path file, long bytes) {
        if (Files.notExists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(Math.min(bytes, channel.size()));
            try (InputStream rest = Channels.newInputStream(channel)) {
                return new String(rest.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when there is none. */
    public static String read(Path file) {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
