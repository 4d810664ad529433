package dev.kehu.control;

import dev.kehu.platform.datadir.DataDirectory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the socket is: inside the data directory, or, where that path is too long for the system,
 * in a short private folder that a file in the data directory names.
 */
final class ControlPath {
    /** Systems end at 104 or 108 bytes. */
    private static final int LONGEST = 100;

    private static final String SOCKET = "control";
    private static final String POINTER = "control.path";
    private static final String SHORT_FOLDER = "kehu-";

    private ControlPath() {}

    /** For the process that holds the lock: whatever is left there belongs to a dead one. */
    static Path prepare(DataDirectory data) throws IOException {
        clear(data.root());
        Path inside = data.file(SOCKET);
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return inside;
        }
        Path folder =
                Files.createTempDirectory(
                        SHORT_FOLDER,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Files.writeString(data.file(POINTER), folder.resolve(SOCKET).toString());
        return folder.resolve(SOCKET);
    }

    /** For other processes; the file need not exist. */
    static Path find(Path root) throws IOException {
        Path pointer = root.resolve(POINTER);
        return Files.exists(pointer)
                ? Path.of(Files.readString(pointer).strip())
                : root.resolve(SOCKET);
    }

    static void clear(Path root) throws IOException {
        Path socket = find(root);
        Files.deleteIfExists(socket);
        Path folder = socket.getParent();
        if (!folder.equals(root) && folder.getFileName().toString().startsWith(SHORT_FOLDER)) {
            Files.deleteIfExists(folder);
        }
        Files.deleteIfExists(root.resolve(POINTER));
    }
}
