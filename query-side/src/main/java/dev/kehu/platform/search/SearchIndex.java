package dev.kehu.platform.search;

import dev.kehu.kernel.History;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.answer.Unavailable;
import dev.kehu.platform.paging.SubjectPages;
import dev.kehu.platform.projection.ViewDocument;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * One index: written by its follower, asked by any number of threads. A batch is visible as a whole
 * once it is applied; documents and position are committed as one. Longer than most, so that all
 * that takes the lock stands in one file.
 */
public final class SearchIndex<D extends ViewDocument> {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    private final Searchable<D> searchable;
    private final SearchDirectory root;
    private final History history;
    private final Pages<D> pages;
    private final Markers markers;
    private final Set<String> suspected = ConcurrentHashMap.newKeySet();
    private final ReentrantLock work = new ReentrantLock();
    private volatile @Nullable IndexFiles files;
    private volatile Standing standing;

    SearchIndex(Searchable<D> searchable, SearchDirectory root, History history, Vault vault) {
        this.searchable = searchable;
        this.root = root;
        this.history = history;
        this.pages = new Pages<>(searchable);
        this.markers = new Markers(vault, searchable.category());
        this.standing = start();
    }

    public String name() {
        return searchable.name();
    }

    /** Of its texts. */
    Category category() {
        return searchable.category();
    }

    /** Position of the last event that can be found. */
    public long position() {
        return standing.position();
    }

    /** Events that could not be put in. */
    public long skipped() {
        return standing.skipped();
    }

    /** Positions of the first of them. */
    public List<Long> skippedAt() {
        return standing.first();
    }

    private Standing start() {
        return Standing.start(history.storeId(), 31 * searchable.version() + Pages.LAYOUT);
    }

    /** Takes up where the last commit stands, or starts over when it does not fit. */
    void open() throws IOException {
        work.lock();
        try {
            if (files != null) return;
            IndexFiles opened = IndexFiles.open(root, name(), searchable.order(), start(), history);
            standing = opened.standing(start());
            files = opened;
        } finally {
            work.unlock();
        }
    }

    /** Throws everything away, to be filled again from the first event. */
    void startOver() throws IOException {
        work.lock();
        try {
            abandon();
            standing = start();
            files = IndexFiles.empty(root, name(), searchable.order());
        } finally {
            work.unlock();
        }
    }

    /** Closes the files as they are; what was not committed is lost, and its events come again. */
    void abandon() {
        work.lock();
        try {
            IndexFiles open = files;
            files = null;
            if (open != null) open.close();
        } catch (IOException | RuntimeException broken) {
            LOG.debug("Search index {} did not close: {}", name(), broken.getClass().getName());
        } finally {
            work.unlock();
        }
    }

    void check() throws IOException {
        files().check();
    }

    private IndexFiles files() {
        IndexFiles open = files;
        if (open != null) return open;
        throw notOpen();
    }

    private static Unavailable notOpen() {
        return new Unavailable(
                "search.not-ready",
                "The search index is not open; ask again, or read the log if it stays so");
    }

    /** Puts a batch in; at or below its position a document knows an event already. */
    void apply(List<RecordedEvent> events) throws IOException {
        work.lock();
        try {
            Batch batch = write(files(), events);
            RecordedEvent last = events.getLast();
            standing = standing.at(last.position(), last.eventId().toString(), batch.leftOut);
            show(files(), batch);
        } finally {
            work.unlock();
        }
    }

    private Batch write(IndexFiles open, List<RecordedEvent> events) throws IOException {
        Batch batch = new Batch(load(open, events));
        events.forEach(batch::fold);
        for (D document : batch.changed.values()) batch.write(document, open.writer);
        return batch;
    }

    private void show(IndexFiles open, Batch batch) throws IOException {
        forgetIfGone(batch.marked);
        open.searchers.maybeRefreshBlocking();
    }

    /** Who was erased while the batch was at work, and may have been forgotten before it. */
    private void forgetIfGone(Set<String> subjects) throws IOException {
        List<String> gone = subjects.stream().filter(markers::isGone).toList();
        if (!gone.isEmpty()) forget(gone);
    }

    private Map<String, D> load(IndexFiles open, List<RecordedEvent> events) throws IOException {
        Set<String> ids = new HashSet<>();
        for (RecordedEvent event : events) ids.addAll(touched(event));
        IndexSearcher searcher = open.searchers.acquire();
        try {
            return pages.load(searcher, ids);
        } finally {
            open.searchers.release(searcher);
        }
    }

    private Collection<String> touched(RecordedEvent event) {
        try {
            return searchable.touches(event);
        } catch (RuntimeException poison) { // met again, and left out, when its turn comes
            return List.of();
        }
    }

    void commit() throws IOException {
        work.lock();
        try {
            files().commit(standing);
        } finally {
            work.unlock();
        }
    }

    /**
     * Removes all texts of these subjects from the index and from its files. Returns when no file
     * holds them any more, but for those a search under way still reads.
     */
    void forget(Collection<String> subjects) throws IOException {
        work.lock();
        try {
            delete(subjects);
            expunge();
        } finally {
            work.unlock();
        }
    }

    private void delete(Collection<String> subjects) throws IOException {
        for (String subject : subjects)
            files().writer.deleteDocuments(new Term(Pages.SUBJECT, subject));
        markers.forget(subjects);
    }

    /**
     * What is deleted leaves the files. A merge that had begun before copies it, and has to end
     * before what it wrote is merged away, too.
     */
    private void expunge() throws IOException {
        IndexFiles open = files();
        open.writer.flush();
        if (open.writer.getConfig().getMergeScheduler() instanceof ConcurrentMergeScheduler merges)
            merges.sync();
        open.writer.forceMergeDeletes(true);
        open.commit(standing);
        open.searchers.maybeRefreshBlocking();
        open.writer.deleteUnusedFiles();
    }

    /**
     * Takes the texts of these subjects from the index and from its files, and puts in what their
     * events say now: part of it may be erased, or cannot be read any more. One commit holds both,
     * so that nothing is missing after a crash.
     */
    void foldAgain(Collection<String> subjects) throws IOException {
        work.lock();
        try {
            delete(subjects);
            files().searchers.maybeRefreshBlocking();
            History readable = history.forgiving();
            for (List<RecordedEvent> page :
                    SubjectPages.of(readable, subjects, standing.position()))
                show(files(), write(files(), page));
            expunge();
        } finally {
            work.unlock();
        }
    }

    /** Of whom there are texts that were erased; who is not gone keeps the others. */
    void forgetErased(Set<String> subjects) throws IOException {
        Map<Boolean, List<String>> gone =
                subjects.stream().collect(Collectors.partitioningBy(markers::isGone));
        if (!gone.get(true).isEmpty()) forget(gone.get(true));
        if (!gone.get(false).isEmpty()) foldAgain(gone.get(false));
    }

    /** Subjects that have texts here although they were erased. */
    Set<String> erased() throws IOException {
        return asking(searcher -> pages.erased(searcher, markers));
    }

    /**
     * Up to {@code limit} hits after a place, the best first; nobody who was erased.
     *
     * @param tiers as {@link Searchable#tiers}
     */
    public List<Hit<D>> find(List<Query> tiers, @Nullable Place after, int limit) {
        List<Hit<D>> found = new ArrayList<>();
        Place from = after;
        while (true) {
            int wanted = limit - found.size();
            Place begin = from;
            List<Hit<D>> hits = asked(s -> pages.search(s, tiers, begin, wanted));
            for (Hit<D> hit : hits) if (!isErased(hit)) found.add(hit);
            if (hits.size() < wanted || found.size() == limit) return found;
            from = hits.getLast().place();
        }
    }

    private boolean isErased(Hit<D> hit) {
        String subject = searchable.subject(hit.document());
        boolean erased = hit.marker() != null && markers.isErased(hit.marker(), subject);
        if (erased) suspected.add(subject);
        return erased;
    }

    /** Whether any of these subjects has texts here. */
    boolean remembers(Collection<String> subjects) {
        Query theirs =
                new TermInSetQuery(Pages.SUBJECT, subjects.stream().map(BytesRef::new).toList());
        return asked(searcher -> searcher.count(theirs)) > 0;
    }

    /** Forgets erased subjects a search has met. */
    void forgetSuspected() throws IOException {
        Set<String> erased = Set.copyOf(suspected);
        if (erased.isEmpty()) return;
        forgetErased(erased);
        suspected.removeAll(erased);
    }

    /** The hits among these documents; nobody who was erased. */
    public List<Hit<D>> among(Collection<String> ids, List<Query> tiers) {
        return asked(searcher -> pages.among(searcher, ids, tiers)).stream()
                .filter(hit -> !isErased(hit))
                .toList();
    }

    /** How many documents there are. */
    public int count() {
        return asked(searcher -> searcher.getIndexReader().numDocs());
    }

    private <T> T asked(Question<T> question) {
        try {
            return asking(question);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private <T> T asking(Question<T> question) throws IOException {
        IndexFiles open = files();
        IndexSearcher searcher;
        try {
            searcher = open.searchers.acquire();
        } catch (AlreadyClosedException closed) { // since the line above
            throw notOpen();
        }
        try {
            return question.ask(searcher);
        } finally {
            open.searchers.release(searcher);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    /** What the events of a batch make of the documents they touch. */
    private final class Batch {
        private final Map<String, D> loaded;
        private final Map<String, D> changed = new LinkedHashMap<>();
        private final Set<String> marked = new HashSet<>();
        private final List<Long> leftOut = new ArrayList<>();

        Batch(Map<String, D> loaded) {
            this.loaded = loaded;
        }

        void fold(RecordedEvent event) {
            try {
                if (OrderedHistory.isUnreadable(event))
                    throw new IllegalStateException("Nobody can tell what it says");
                Map<String, D> after = new HashMap<>();
                for (String id : searchable.touches(event)) {
                    D before = before(id);
                    if (before.position() < event.position())
                        after.put(id, searchable.on(before, event));
                }
                changed.putAll(after);
            } catch (RuntimeException poison) {
                leftOut(event.position(), poison);
            }
        }

        void write(D document, IndexWriter writer) throws IOException {
            Document page;
            try {
                page = pages.written(document);
            } catch (RuntimeException poison) {
                leftOut(document.position(), poison);
                return;
            }
            if (page.getField(Pages.SUBJECT) != null) page = marked(document, page);
            writer.updateDocument(new Term(Pages.ID, document.id()), page);
        }

        /** Blank for who was erased since its events were read. */
        private Document marked(D document, Document page) {
            String subject = searchable.subject(document);
            String marker = markers.of(subject);
            if (marker == null) return pages.written(searchable.blank(document.id()));
            marked.add(subject);
            page.add(Pages.marker(marker));
            return page;
        }

        private void leftOut(long position, RuntimeException poison) {
            leftOut.add(position);
            LOG.warn(
                    "Search index {} leaves out the event at {}: {}",
                    name(),
                    position,
                    poison.getClass().getName());
        }

        private D before(String id) {
            D known = changed.get(id);
            if (known == null) known = loaded.get(id);
            return known == null ? searchable.blank(id) : known;
        }
    }
}
