package dev.kehu.platform.sealing;

import dev.kehu.platform.datadir.Directories;
import dev.kehu.platform.sealing.Tombstones.Stone;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of erasures, a line each, to which other processes may add lines, too. What was read is
 * kept, and read on from there; a file that is another one, or shorter, is read anew.
 */
final class ErasureList {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Map<String, Stone> known = new LinkedHashMap<>();
    private @Nullable Object identity;

    /** Bytes up to the end of the last line that is whole. */
    private long read;

    ErasureList(Path file) {
        this.file = file;
    }

    /** A line that was not written to its end says nothing: its erasure is not finished either. */
    synchronized List<Stone> all() {
        try {
            return List.copyOf(known().values());
        } catch (IOException e) {
            throw new UncheckedIOException("The list of erasures cannot be read", e);
        }
    }

    /** Unless it is there; returns when it is on disk. */
    synchronized void add(Stone stone) {
        try {
            if (!known().containsKey(stone.erasure())) {
                append(stone);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An erasure could not be written to its list", e);
        }
    }

    /** With the last line, which may be whole but for its end. */
    private Map<String, Stone> known() throws IOException {
        if (Files.notExists(file)) {
            forget(null);
            return known;
        }
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.size() < read || identity == null || !identity.equals(now.fileKey())) {
            forget(now.fileKey());
        }
        if (now.size() == read) {
            return known;
        }
        byte[] more = behind(read, now.size());
        int whole = endOfLines(more);
        put(more, 0, whole, known);
        read += whole;
        Map<String, Stone> all = new LinkedHashMap<>(known);
        put(more, whole, more.length, all);
        return all;
    }

    private void forget(@Nullable Object file) {
        known.clear();
        read = 0;
        identity = file;
    }

    private byte[] behind(long start, long end) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - start));
            while (bytes.hasRemaining() && in.read(bytes, start + bytes.position()) >= 0) {
                // until all is there, or the file ends before
            }
            byte[] found = new byte[bytes.position()];
            bytes.flip().get(found);
            return found;
        }
    }

    private static int endOfLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static void put(byte[] bytes, int start, int end, Map<String, Stone> into) {
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        text.lines().forEach(line -> put(line, into));
    }

    private static void put(String line, Map<String, Stone> into) {
        try {
            Stone stone = line.isBlank() ? null : JSON.readValue(line, Stone.class);
            if (stone != null && stone.whole()) {
                into.putIfAbsent(stone.erasure(), stone);
            }
        } catch (JacksonException torn) {
            return;
        }
    }

    /** Behind a line end of its own: the line before may be torn. */
    private void append(Stone stone) throws IOException {
        byte[] line =
                ("\n" + JSON.writeValueAsString(stone) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Directories.force(file.toAbsolutePath().getParent());
    }
}
