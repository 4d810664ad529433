package dev.kehu.platform.search;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.platform.projection.ManifestCheck;
import dev.kehu.platform.viewstore.Manifest;

import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.store.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Supplier;

/** The open files of one index, and how far they stand. */
final class IndexFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final double BUFFER_MB = 16;

    final IndexWriter writer;
    final SearcherManager searchers;
    private final Directory directory;

    private IndexFiles(Directory directory, Sort order) throws IOException {
        this.directory = directory;
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setForceMergeDeletesPctAllowed(0); // what is forgotten leaves every segment
        this.writer =
                new IndexWriter(
                        directory,
                        new IndexWriterConfig()
                                .setRAMBufferSizeMB(BUFFER_MB)
                                .setMergePolicy(merges)
                                .setIndexSort(order)
                                .setCommitOnClose(false));
        try {
            this.searchers = new SearcherManager(writer, true, true, null);
        } catch (IOException | RuntimeException failure) {
            writer.rollback();
            throw failure;
        }
    }

    /** Opens an index, or an empty one where what lies there does not fit the history. */
    static IndexFiles open(
            SearchDirectory root, String name, Sort order, Standing start, OrderedHistory history)
            throws IOException {
        IndexFiles files;
        try {
            files = over(root.open(name), order);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException
                | IllegalArgumentException unreadable) { // all else may pass: no files, no space
            String what = unreadable.getClass().getSimpleName();
            return anew(root, name, order, "it cannot be read (" + what + ")");
        }
        String reason = files.orClosed(() -> files.mismatch(start, history)).orElse(null);
        if (reason == null) return files;
        files.close();
        return anew(root, name, order, reason);
    }

    private static IndexFiles anew(SearchDirectory root, String name, Sort order, String reason)
            throws IOException {
        LOG.info("Search index {} is built anew: {}", name, reason);
        return empty(root, name, order);
    }

    /** A history that cannot be read for a while says nothing of the index. */
    private <T> T orClosed(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    static IndexFiles empty(SearchDirectory root, String name, Sort order) throws IOException {
        root.wipe(name);
        return over(root.open(name), order);
    }

    private static IndexFiles over(Directory directory, Sort order) throws IOException {
        try {
            return new IndexFiles(directory, order);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    /** Where the last commit stands. */
    Standing standing(Standing start) {
        Standing found = Standing.read(writer.getLiveCommitData());
        return found == null ? start : found;
    }

    private Optional<String> mismatch(Standing start, OrderedHistory history) {
        Standing found = Standing.read(writer.getLiveCommitData());
        if (found == null)
            return Optional.of("nothing says how far it is")
                    .filter(any -> writer.getDocStats().maxDoc > 0);
        Manifest manifest =
                new Manifest(
                        "", 0, found.storeId(), found.version(), found.position(), found.eventId());
        return ManifestCheck.mismatch(manifest, start.version(), history);
    }

    /** Reads every byte; a bit that is not what it was is found here. */
    void check() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves())
                leaf.reader().checkIntegrity();
        } finally {
            searchers.release(searcher);
        }
    }

    void commit(Standing standing) throws IOException {
        writer.setLiveCommitData(standing.written().entrySet());
        writer.commit();
    }

    /** Throws away what was not committed. */
    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.rollback();
        }
    }
}
