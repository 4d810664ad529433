package dev.kehu.platform.search;

import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.ViewDocument;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/** Customers by the beginning of their name, and how often they were registered. */
record Sample(int version) implements Searchable<Sample.Note> {
    static final String POISON = "poison";

    /** One customer. */
    record Note(String id, long position, @Nullable String text, long times)
            implements ViewDocument {}

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public Class<Note> documents() {
        return Note.class;
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return event.payload() instanceof CustomerRegistered e
                ? List.of(e.customerId().value())
                : List.of();
    }

    @Override
    public Note blank(String id) {
        return new Note(id, 0, null, 0);
    }

    @Override
    public Note on(Note before, RecordedEvent event) {
        String name = ((CustomerRegistered) event.payload()).name();
        if (POISON.equals(name)) throw new IllegalStateException("as the test asked");
        return new Note(before.id(), event.position(), name, before.times() + 1);
    }

    @Override
    public String subject(Note note) {
        return note.id();
    }

    @Override
    public void describe(Note note, Document fields) {
        if (note.text() == null) return;
        fields.add(new SortedDocValuesField("order", new BytesRef(note.id())));
        fields.add(new StringField("text", note.text(), Field.Store.NO));
    }

    @Override
    public Sort order() {
        return new Sort(new SortField("order", SortField.Type.STRING));
    }

    @Override
    public List<Query> tiers(String words) {
        return List.of(new PrefixQuery(new Term("text", words)));
    }
}
