package dev.kehu.platform.search;

import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockFactory;
import org.apache.lucene.store.SingleInstanceLockFactory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where the indexes lie; who opens them has locked the data directory against other processes. */
public final class SearchDirectory {
    private final @Nullable Path root;

    /** One for each index, for as long as the process lives: it knows locks by name alone. */
    private final Map<String, LockFactory> locks = new ConcurrentHashMap<>();

    /**
     * @param root a directory of ours alone, or null to keep them in memory
     */
    public SearchDirectory(@Nullable Path root) {
        this.root = root;
    }

    Directory open(String index) throws IOException {
        if (root == null) return new ByteBuffersDirectory();
        Path path = Files.createDirectories(root.resolve(index));
        return FSDirectory.open(
                path, locks.computeIfAbsent(index, name -> new SingleInstanceLockFactory()));
    }

    /** Leaves nothing of an index. */
    void wipe(String index) throws IOException {
        if (root == null || !Files.exists(root.resolve(index))) return;
        try (Stream<Path> files = Files.list(root.resolve(index))) {
            for (Path file : files.toList()) Files.delete(file);
        }
    }
}
