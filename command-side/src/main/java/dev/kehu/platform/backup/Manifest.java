package dev.kehu.platform.backup;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.datadir.Directories;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code manifest.json} of one half of a backup; a directory without it is no backup.
 *
 * @param kehu what this is: {@value #KIND}
 * @param format of the manifest and its directory
 * @param part {@value #EVENTS} or {@value #KEYS}
 * @param backup the same text in both halves that were taken together
 * @param storeId whose events these are, or whose keys
 * @param formats format versions of what is inside
 * @param figures head and events, or keys and tombstones
 */
record Manifest(
        String kehu,
        int format,
        String part,
        String backup,
        String storeId,
        Instant createdAt,
        Map<String, Integer> formats,
        Map<String, Long> figures,
        List<Entry> files) {
    static final String KIND = "backup";
    static final String EVENTS = "events";
    static final String KEYS = "keys";
    static final int FORMAT = 1;
    static final String FILE = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One file beside the manifest, or below. */
    record Entry(String name, long bytes, String sha256) {
        static Entry of(String name, Path file, Progress progress) throws IOException {
            return new Entry(name, Files.size(file), Sha256.of(file, progress));
        }
    }

    static Manifest read(Path folder, String part) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw Refusal.unknown(
                    "backup.none", folder + " holds no finished backup; " + FILE + " is missing.");
        }
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (manifest.format > FORMAT) {
                throw Refusal.conflict(
                        "backup.newer", folder + " was written by a newer Kehu; use that one.");
            }
            if (manifest.incomplete()) {
                throw damaged(file);
            }
            if (!manifest.part.equals(part)) {
                throw Refusal.invalid(
                        "backup.wrong-half",
                        "%s holds the %s of a backup, its %s are asked for here."
                                .formatted(folder, manifest.part, part));
            }
            return manifest;
        } catch (JacksonException | IOException unreadable) {
            throw damaged(file);
        }
    }

    private boolean incomplete() {
        return !KIND.equals(kehu)
                || part == null
                || storeId == null
                || createdAt == null
                || formats == null
                || figures == null
                || files == null;
    }

    private static Refusal damaged(Path file) {
        return Refusal.invalid("backup.damaged", file + " is damaged; take another backup.");
    }

    void write(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Files.write(file, JSON.writeValueAsBytes(this));
        Directories.forceFile(file);
    }

    /**
     * Copies a file of this backup.
     *
     * @throws Refusal when it is not what was backed up
     */
    void copy(Path folder, String name, Path copy, Progress progress) throws IOException {
        Path file = folder.resolve(name);
        Optional<Entry> entry = files.stream().filter(f -> f.name().equals(name)).findFirst();
        if (entry.isEmpty()
                || !Files.isRegularFile(file)
                || !entry.get().sha256().equals(Sha256.copying(file, copy, progress))) {
            throw Refusal.invalid(
                    "backup.damaged", file + " is not what was backed up; use another backup.");
        }
        Directories.forceFile(copy);
    }

    /** Whether there is such a file; older builds copied fewer. */
    boolean has(String name) {
        return files.stream().anyMatch(file -> file.name().equals(name));
    }

    long figure(String name) {
        return figures.getOrDefault(name, -1L);
    }

    int formatOf(String what) {
        return formats.getOrDefault(what, Integer.MAX_VALUE);
    }
}
