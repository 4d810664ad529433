package dev.kehu.customer.view.search;

import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.search.Searchable;
import dev.kehu.platform.search.text.Folded;
import dev.kehu.platform.search.text.Terms;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/** Makes customers findable. */
@Component
final class CustomerIndex implements Searchable<Card> {
    static final String NAME = "customersearch";
    static final String EXACT = "exact", NAMES = "name", CODES = "code", HEADS = "head";
    static final String FRAGMENTS = "fragment";
    private static final String ORDER = "order";
    private static final FieldType PLACES = places();

    private static FieldType places() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<Card> documents() {
        return Card.class;
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerEvent e -> List.of(e.customerId().value());
            case ContactEvent e -> List.of(e.customerId().value());
            default -> List.of();
        };
    }

    @Override
    public Card blank(String id) {
        return Card.blank(id);
    }

    @Override
    public Card on(Card before, RecordedEvent event) {
        return before.on(event);
    }

    @Override
    public String subject(Card card) {
        return card.id();
    }

    @Override
    public Sort order() {
        return new Sort(new SortField(ORDER, SortField.Type.STRING));
    }

    @Override
    public List<Query> tiers(String words) {
        return Question.of(words).tiers();
    }

    @Override
    public void describe(Card card, Document fields) {
        if (card.silent()) return;
        fields.add(new SortedDocValuesField(ORDER, new BytesRef(card.id())));
        if (card.name() != null) fields.add(places(NAMES, Terms.ofName(card.name())));
        if (card.code() != null) code(Folded.address(card.code()), fields);
        for (Card.Address each : card.contacts().values())
            if (each.kind().equals("phone")) address(Folded.digits(each.value()), fields);
            else address(Folded.address(each.value()), fields);
    }

    private static void code(String code, Document fields) {
        Terms.heads(code).forEach(head -> term(CODES, head, fields));
        term(EXACT, code, fields);
        fields.add(places(FRAGMENTS, Terms.ofFragments(code)));
    }

    private static void address(String address, Document fields) {
        Terms.heads(address).forEach(head -> term(HEADS, head, fields));
        term(EXACT, address, fields);
        fields.add(places(FRAGMENTS, Terms.ofFragments(address)));
    }

    private static void term(String field, String text, Document fields) {
        if (!text.isEmpty() && text.length() <= Terms.LONGEST_ADDRESS)
            fields.add(new StringField(field, text, Field.Store.NO));
    }

    private static Field places(String field, TokenStream terms) {
        return new Field(field, terms, PLACES);
    }
}
