package dev.kehu.bench.floor;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The same queries to the same files, numbers of documents alone: nothing is read or checked. */
public final class LuceneAlone implements AutoCloseable {
    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    public LuceneAlone(Path index) throws IOException {
        directory = FSDirectory.open(index);
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
    }

    /** Asks one tier after the other until there are enough; answers how many. */
    public int find(List<Query> tiers, Sort order, int enough) throws IOException {
        int found = 0;
        for (Query tier : tiers) {
            if (found >= enough) {
                break;
            }
            int left = enough - found;
            var collectors = new TopFieldCollectorManager(order, left, null, left);
            found += searcher.search(tier, collectors).scoreDocs.length;
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
