package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.datadir.Directories;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was erased, apart from every backup: one line of JSON for each erasure, ids only, in each of
 * these files. A backup from before an erasure knows nothing of it; these lines do, and are gone by
 * at every start. Lines are only added.
 */
public final class Tombstones {
    public static final String FILE = "erased.jsonl";
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Path> files;

    public Tombstones(Collection<Path> files) {
        this.files = List.copyOf(files);
    }

    /**
     * One erasure.
     *
     * @param store id of the store it was decided in
     * @param only whether others of a merge were left whole
     * @param customers who was erased
     * @param subjects all whose keys are destroyed: the customers, their contact persons, and what
     *     was kept about them
     * @param category where people stay and this of them goes alone; then nobody is named, but the
     *     keys are
     * @param keys ids of those that are divided; null without a category
     */
    public record Stone(
            String store,
            String erasure,
            Instant at,
            boolean only,
            List<String> customers,
            List<String> subjects,
            @Nullable Category category,
            @Nullable List<String> keys) {
        /** Of people who go. */
        public Stone(
                String store,
                String erasure,
                Instant at,
                boolean only,
                List<String> customers,
                List<String> subjects) {
            this(store, erasure, at, only, customers, subjects, null, null);
        }

        /** Of people who stay. */
        public static Stone of(
                String store,
                String erasure,
                Instant at,
                boolean only,
                Category category,
                List<String> keys) {
            return new Stone(store, erasure, at, only, List.of(), List.of(), category, keys);
        }

        boolean whole() {
            return store != null
                    && erasure != null
                    && at != null
                    && customers != null
                    && subjects != null
                    && (category == null) == (keys == null);
        }
    }

    /** All erasures any of the files knows, in the order they are found. */
    public List<Stone> all() {
        Map<String, Stone> all = new LinkedHashMap<>();
        for (Path file : files) {
            for (Stone stone : in(file)) {
                all.putIfAbsent(stone.erasure(), stone);
            }
        }
        return List.copyOf(all.values());
    }

    /** Adds an erasure to each file that lacks it; returns when it is on disk. */
    public void add(Stone stone) {
        for (Path file : files) {
            if (in(file).stream().noneMatch(each -> each.erasure().equals(stone.erasure()))) {
                append(file, stone);
            }
        }
    }

    /** A line that was not written to its end says nothing: its erasure is not finished either. */
    public static List<Stone> in(Path file) {
        if (Files.notExists(file)) {
            return List.of();
        }
        List<Stone> stones = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                read(line, stones);
            }
            return stones;
        } catch (IOException e) {
            throw new UncheckedIOException("The list of erasures cannot be read", e);
        }
    }

    private static void read(String line, List<Stone> stones) {
        try {
            Stone stone = line.isBlank() ? null : JSON.readValue(line, Stone.class);
            if (stone != null && stone.whole()) {
                stones.add(stone);
            }
        } catch (JacksonException torn) {
            return;
        }
    }

    /** Behind a line end of its own: the line before may be torn. */
    private static void append(Path file, Stone stone) {
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
        } catch (IOException e) {
            throw new UncheckedIOException("An erasure could not be written to its list", e);
        }
        try {
            Directories.force(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("An erasure could not be written to its list", e);
        }
    }
}
