package dev.kehu.platform.search;

import static java.util.Objects.requireNonNull;

import dev.kehu.platform.bson.RecordCodec;
import dev.kehu.platform.projection.ViewDocument;

import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Documents of one index, written and read. Their states are doc values, for those stand in the
 * files as they are: stored fields would be compressed, and a search of the files for what must not
 * be there any more would not see them.
 */
final class Pages<D extends ViewDocument> {
    /** Raised when the fields of all indexes change. */
    static final int LAYOUT = 1;

    static final String ID = "id", SUBJECT = "subject", MARKER = "marker";
    private static final String STATE = "state";

    private final Searchable<D> searchable;
    private final RecordCodec<D> codec;

    Pages(Searchable<D> searchable) {
        this.searchable = searchable;
        this.codec = RecordCodec.of(searchable.documents());
    }

    /** Without a subject where there is nothing to find. */
    Document written(D document) {
        Document page = new Document();
        searchable.describe(document, page);
        if (!page.getFields().isEmpty())
            page.add(new StringField(SUBJECT, searchable.subject(document), Field.Store.NO));
        page.add(new StringField(ID, document.id(), Field.Store.NO));
        page.add(new BinaryDocValuesField(STATE, new BytesRef(bytes(document))));
        return page;
    }

    /** Beside a document that can be found. */
    static BinaryDocValuesField marker(String sealed) {
        return new BinaryDocValuesField(MARKER, new BytesRef(sealed));
    }

    private byte[] bytes(D document) {
        ByteBuf buffer = ((RawBsonDocument) codec.encode(document)).getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    Map<String, D> load(IndexSearcher searcher, Collection<String> ids) throws IOException {
        Map<String, D> found = new HashMap<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            if (leaf.reader().terms(ID) == null) continue;
            TermsEnum terms = leaf.reader().terms(ID).iterator();
            Bits live = leaf.reader().getLiveDocs();
            PostingsEnum documents = null;
            for (String id : ids) {
                if (!terms.seekExact(new BytesRef(id))) continue;
                documents = terms.postings(documents, PostingsEnum.NONE);
                for (int doc = documents.nextDoc();
                        doc != DocIdSetIterator.NO_MORE_DOCS;
                        doc = documents.nextDoc())
                    if (live == null || live.get(doc)) found.put(id, read(leaf.reader(), doc));
            }
        }
        return found;
    }

    private D read(LeafReader reader, int doc) throws IOException {
        BytesRef bytes = requireNonNull(value(reader, STATE, doc));
        return codec.decode(new RawBsonDocument(bytes.bytes, bytes.offset, bytes.length));
    }

    private static @Nullable BytesRef value(LeafReader reader, String field, int doc)
            throws IOException {
        BinaryDocValues values = reader.getBinaryDocValues(field);
        return values != null && values.advanceExact(doc) ? values.binaryValue() : null;
    }

    private static @Nullable String marker(LeafReader reader, int doc) throws IOException {
        BytesRef sealed = value(reader, MARKER, doc);
        return sealed == null ? null : sealed.utf8ToString();
    }

    List<Hit<D>> search(IndexSearcher searcher, List<Query> tiers, @Nullable Place after, int limit)
            throws IOException {
        List<Hit<D>> hits = new ArrayList<>();
        for (int tier = after == null ? 0 : after.tier();
                tier < tiers.size() && hits.size() < limit;
                tier++) {
            boolean within = after != null && after.tier() == tier;
            FieldDoc from = within ? after.doc(searchable.order()) : null;
            hits.addAll(search(searcher, only(tiers, tier), tier, from, limit - hits.size()));
        }
        return hits;
    }

    private List<Hit<D>> search(
            IndexSearcher searcher, Query query, int tier, @Nullable FieldDoc after, int limit)
            throws IOException {
        var collectors = new TopFieldCollectorManager(searchable.order(), limit, after, limit);
        List<Hit<D>> hits = new ArrayList<>();
        for (ScoreDoc doc : searcher.search(query, collectors).scoreDocs)
            hits.add(hit(searcher, doc.doc, Place.of(tier, (FieldDoc) doc)));
        return hits;
    }

    private Hit<D> hit(IndexSearcher searcher, int doc, Place place) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        int local = doc - leaf.docBase;
        return new Hit<>(read(leaf.reader(), local), place, marker(leaf.reader(), local));
    }

    /** A tier without what the tiers before it have. */
    private static Query only(List<Query> tiers, int tier) {
        if (tier == 0) return tiers.getFirst();
        BooleanQuery.Builder rest = new BooleanQuery.Builder();
        rest.add(tiers.get(tier), Occur.FILTER);
        for (Query before : tiers.subList(0, tier)) rest.add(before, Occur.MUST_NOT);
        return rest.build();
    }

    List<Hit<D>> among(IndexSearcher searcher, Collection<String> ids, List<Query> tiers)
            throws IOException {
        Query those = new TermInSetQuery(ID, ids.stream().map(BytesRef::new).toList());
        List<Query> narrowed = new ArrayList<>();
        for (Query tier : tiers)
            narrowed.add(
                    new BooleanQuery.Builder()
                            .add(tier, Occur.FILTER)
                            .add(those, Occur.FILTER)
                            .build());
        return search(searcher, narrowed, null, Math.max(1, ids.size()));
    }

    Set<String> erased(IndexSearcher searcher, Markers markers) throws IOException {
        Map<String, Boolean> known = Markers.bounded();
        Set<String> subjects = new HashSet<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                if (live != null && !live.get(doc)) continue;
                String marker = marker(leaf.reader(), doc);
                if (marker == null || Boolean.FALSE.equals(known.get(marker))) continue;
                String subject = searchable.subject(read(leaf.reader(), doc));
                boolean erased = markers.isErased(marker, subject);
                known.put(marker, erased);
                if (erased) subjects.add(subject);
            }
        }
        return subjects;
    }
}
