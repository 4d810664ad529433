package dev.kehu.bench.round;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the figures depend on, so that they can be read on another machine. */
public final class Machine {
    private static final int BLOCK = 4096;
    private static final Duration TIME = Duration.ofMillis(500);
    private static final int DIGITS = 3;
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

    /** Appends of 4 KB, each forced, a second: the pace of a store that never groups. */
    private static double fsyncs(Path directory) throws IOException {
        long start = System.nanoTime();
        return forced(directory, TIME).getTotalCount() * 1e9 / (System.nanoTime() - start);
    }

    /** How long it takes to append 4 KB and force them to the disk, one after the other, nanos. */
    public static Histogram forced(Path directory, Duration time) throws IOException {
        Path file = directory.resolve("fsync");
        Histogram nanos = new Histogram(DIGITS);
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        long start = System.nanoTime();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long now = start; now - start < time.toNanos(); ) {
                long before = now;
                block.clear();
                channel.write(block);
                channel.force(false);
                now = System.nanoTime();
                nanos.recordValue(now - before);
            }
        }
        Files.delete(file);
        return nanos;
    }
}
