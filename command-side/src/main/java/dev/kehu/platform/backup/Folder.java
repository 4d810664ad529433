package dev.kehu.platform.backup;

import dev.kehu.platform.datadir.Directories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory in the making: it has its final name only when it is whole and on disk. What a killed
 * process left under the other name is thrown away by the next one.
 */
record Folder(Path target, Path part) {
    static Folder begin(Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".kehu-part");
        Directories.delete(part);
        Files.createDirectories(part);
        Directories.makePrivate(part);
        return new Folder(target, part);
    }

    Path file(String name) {
        return part.resolve(name);
    }

    /** An empty directory of the final name gives way. */
    void finish() throws IOException {
        Directories.force(part);
        if (Files.isDirectory(target)) {
            Files.delete(target);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(target.getParent());
    }

    /** Takes a finished one back. */
    void revoke() throws IOException {
        Directories.delete(target);
    }

    void discard() throws IOException {
        Directories.delete(part);
    }
}
