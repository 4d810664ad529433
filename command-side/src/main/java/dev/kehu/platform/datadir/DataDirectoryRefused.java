package dev.kehu.platform.datadir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/**
 * The data directory, or the event store it goes with, cannot be used as it is. The message is one
 * sentence for people; nothing was changed unless it says so.
 *
 * <p>Codes: {@code data.held}, {@code data.newer}, {@code data.version-unreadable}, {@code
 * data.not-kehu}, {@code data.not-a-directory}, {@code data.no-permission}, {@code data.disk-full},
 * {@code data.unreadable}, {@code data.state-ahead}, {@code data.keys-lost}, {@code
 * data.keys-unfit}, {@code state.elsewhere}, {@code state.twice}, {@code state.needs-postgres},
 * {@code state.unknown-place}, and those of Axon Server in docs/problems.md.
 */
public final class DataDirectoryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public DataDirectoryRefused(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    /** What an input or output error on this path means to the person who started the program. */
    public static DataDirectoryRefused because(Path path, IOException cause) {
        if (isDiskFull(cause)) {
            return new DataDirectoryRefused(
                    "data.disk-full",
                    "The disk that holds " + path + " is full; free some space and start again.");
        }
        if (cause instanceof AccessDeniedException || isReadOnly(cause)) {
            return new DataDirectoryRefused(
                    "data.no-permission",
                    "No permission to read and write " + path + "; change its owner or mode.");
        }
        return new DataDirectoryRefused(
                "data.unreadable",
                "Cannot use " + path + ": " + reason(cause) + "; check the path and the disk.");
    }

    /** Stable code for programs. */
    public String code() {
        return code;
    }

    private static boolean isDiskFull(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("No space left")
                || message.contains("not enough space")
                || message.contains("quota exceeded");
    }

    private static boolean isReadOnly(IOException cause) {
        return cause.getCause() instanceof ReadOnlyFileSystemException
                || String.valueOf(cause.getMessage()).contains("Read-only file system");
    }

    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException file ? file.getReason() : null;
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
