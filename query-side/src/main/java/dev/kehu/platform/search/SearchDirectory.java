package dev.kehu.platform.search;

import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.SingleInstanceLockFactory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the indexes lie; who opens them has locked the data directory against other processes.
 *
 * @param root a directory of ours alone, or null to keep them in memory
 */
public record SearchDirectory(@Nullable Path root) {

    Directory open(String index) throws IOException {
        if (root == null) return new ByteBuffersDirectory();
        Path path = Files.createDirectories(root.resolve(index));
        return FSDirectory.open(path, new SingleInstanceLockFactory());
    }

    /** Leaves nothing of an index. */
    void wipe(String index) throws IOException {
        if (root == null || !Files.exists(root.resolve(index))) return;
        try (Stream<Path> files = Files.list(root.resolve(index))) {
            for (Path file : files.toList()) Files.delete(file);
        }
    }
}
