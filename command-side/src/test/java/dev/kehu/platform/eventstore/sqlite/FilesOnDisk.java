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
    private static final String FILE = "events.db";
    private static final String LOG = "events.db-wal";
    private static final int HEADER = 32;
    private static final int[] UNITS = {512, 4096};

    static FilesOnDisk of(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : new String[] {FILE, LOG}) {
            Path file = directory.resolve(name);
            files.put(name, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        }
        return new FilesOnDisk(files);
    }

    boolean sameDatabase(FilesOnDisk other) {
        return Arrays.equals(files.get(FILE), other.files.get(FILE));
    }

    /** Whether neither has begun it anew since the other. */
    boolean sameLog(FilesOnDisk other) {
        byte[] one = files.get(LOG), two = other.files.get(LOG);
        int header = Math.min(HEADER, Math.min(one.length, two.length));
        return Arrays.equals(one, 0, header, two, 0, header);
    }

    FilesOnDisk withDatabaseOf(FilesOnDisk other) {
        return new FilesOnDisk(Map.of(FILE, other.files.get(FILE), LOG, files.get(LOG)));
    }

    /**
     * What may be left when the power goes between this moment, when all was forced to disk, and a
     * later one: of what was written in between any unit or none, in any order, one of them torn. A
     * group is forced in the log before anything of it is copied to the database.
     */
    FilesOnDisk cutBefore(FilesOnDisk later, Random random) {
        Map<String, byte[]> left = new TreeMap<>();
        if (random.nextBoolean()) {
            left.put(FILE, files.get(FILE));
            left.put(LOG, mixLog(files.get(LOG), later.files.get(LOG), random));
        } else {
            left.put(FILE, mix(files.get(FILE), later.files.get(FILE), random));
            left.put(LOG, later.files.get(LOG));
        }
        return new FilesOnDisk(left);
    }

    /**
     * A log that is begun anew gets its new header forced before anything else is written to it;
     * what is left of the old one is dead from then on. {@link ForcedWritesTest} sees that order.
     */
    private static byte[] mixLog(byte[] before, byte[] after, Random random) {
        int header = Math.min(HEADER, Math.min(before.length, after.length));
        if (Arrays.equals(before, 0, header, after, 0, header)) {
            return mix(before, after, random);
        }
        byte[] begun = before.clone();
        boolean only = random.nextInt(4) == 0;
        System.arraycopy(after, 0, begun, 0, only ? random.nextInt(header + 1) : header);
        return only ? begun : mix(begun, after, random);
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
