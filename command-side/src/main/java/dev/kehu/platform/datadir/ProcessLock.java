package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operating system's lock on the file {@code lock}: it ends with the process, however that
 * ends. The file's text, pid and start time, only tells others whom to ask.
 */
final class ProcessLock implements AutoCloseable {
    static final String FILE = "lock";

    /** Far behind the text, so that systems with mandatory locks let others read it. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * Directories held by this process. Opening and closing the file a second time would give up
     * the POSIX lock, so a second attempt must not get that far.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel channel;

    private ProcessLock(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    static ProcessLock take(Path root) throws IOException {
        if (!HELD_HERE.add(root)) {
            throw heldBy(root, ProcessHandle.current().pid());
        }
        try {
            return lock(root);
        } catch (IOException | RuntimeException failure) {
            HELD_HERE.remove(root);
            throw failure;
        }
    }

    private static ProcessLock lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw heldBy(root, signature(root).orElse(0));
            }
            sign(channel);
            return new ProcessLock(root, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    static boolean isHeld(Path root) throws IOException {
        if (HELD_HERE.contains(root)) {
            return true;
        }
        Path file = root.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel probe = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return probe.tryLock(LOCKED_BYTE, 1, false) == null;
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElse(Instant.EPOCH);
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        (self.pid() + " " + start + "\n").getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
    }

    /** Pid in the text; says nothing about whether the lock is still held. */
    static OptionalLong holder(Path root) throws IOException {
        if (HELD_HERE.contains(root)) {
            return OptionalLong.of(ProcessHandle.current().pid());
        }
        return signature(root);
    }

    private static OptionalLong signature(Path root) throws IOException {
        if (!Files.exists(root.resolve(FILE))) {
            return OptionalLong.empty();
        }
        String pid = Files.readString(root.resolve(FILE)).split(" ", 2)[0];
        return pid.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(pid))
                : OptionalLong.empty();
    }

    private static DataDirectoryRefused heldBy(Path root, long pid) {
        String process = pid == 0 ? "another process" : "process " + pid;
        return new DataDirectoryRefused(
                "data.held",
                "The data directory "
                        + root
                        + " is held by "
                        + process
                        + "; stop it, or run the command against it.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(root);
        }
    }
}
