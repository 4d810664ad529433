package dev.kehu.platform.eventstore.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The bytes of the database and its log; the shared-memory index is made anew after a cut. */
record FilesOnDisk(Map<String, byte[]> files) {
    private static final String[] NAMES = {"events.db", "events.db-wal"};
    private static final int[] UNITS = {512, 4096};

    static FilesOnDisk of(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : NAMES) {
            Path file = directory.resolve(name);
            files.put(name, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        }
        return new FilesOnDisk(files);
    }

    /**
     * What may be left when the power goes between this moment, when all was forced to disk, and a
     * later one: of what was written in between any unit or none, in any order, one of them torn.
     */
    FilesOnDisk cutBefore(FilesOnDisk later, Random random) {
        Map<String, byte[]> left = new TreeMap<>();
        files.forEach((name, before) -> left.put(name, mix(before, later.files.get(name), random)));
        return new FilesOnDisk(left);
    }

    private static byte[] mix(byte[] before, byte[] after, Random random) {
        int unit = UNITS[random.nextInt(UNITS.length)];
        double reached = random.nextInt(5) / 4.0;
        int length =
                random.nextBoolean()
                        ? Math.max(before.length, after.length)
                        : before.length
                                + random.nextInt(Math.max(1, after.length - before.length + 1));
        byte[] left = Arrays.copyOf(before, length);
        for (int at = 0; at < Math.min(length, after.length); at += unit) {
            int end = Math.min(Math.min(at + unit, length), after.length);
            boolean torn = random.nextInt(20) == 0;
            if (random.nextDouble() < reached) {
                System.arraycopy(after, at, left, at, torn ? random.nextInt(end - at) : end - at);
            }
        }
        return left;
    }

    void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }
}
