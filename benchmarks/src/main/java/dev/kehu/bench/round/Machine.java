package dev.kehu.bench.round;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the figures depend on, so that they can be read on another machine. */
public final class Machine {
    private static final int BLOCK = 4096;
    private static final long TIME_NANOS = 500_000_000L;
    private static final int MEGABYTE = 1 << 20;

    private Machine() {}

    public static String describe(Path directory) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, heap limit %d MB, Java %s, %s %s, %,.0f fsync/s"
                .formatted(
                        runtime.availableProcessors(),
                        runtime.maxMemory() / MEGABYTE,
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        fsyncs(directory));
    }

    /** Runnable threads of the whole machine, averaged over a minute; negative when unknown. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /**
     * Appends of 4 KB, each forced to the disk, a second: the pace of a store that never groups.
     */
    private static double fsyncs(Path directory) throws IOException {
        Path file = directory.resolve("fsync");
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        long start = System.nanoTime();
        long count = 0;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (System.nanoTime() - start < TIME_NANOS) {
                block.clear();
                channel.write(block);
                channel.force(false);
                count++;
            }
        }
        double perSecond = count * 1e9 / (System.nanoTime() - start);
        Files.delete(file);
        return perSecond;
    }
}
