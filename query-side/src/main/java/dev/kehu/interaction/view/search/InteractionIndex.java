package dev.kehu.interaction.view.search;

import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.search.Searchable;
import dev.kehu.platform.search.text.ChineseWords;
import dev.kehu.platform.search.text.Terms;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
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

/** Makes interactions findable, the newest first. */
@Component
final class InteractionIndex implements Searchable<Said> {
    static final String NAME = "interactionsearch";
    static final String TEXT = "text", WORDS = "words";
    private static final String AT = "at", ORDER = "order";
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
    public Class<Said> documents() {
        return Said.class;
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case InteractionRecorded e -> List.of(e.interactionId().value());
            case InteractionAnnotated e -> List.of(e.interactionId().value());
            default -> List.of();
        };
    }

    @Override
    public Said blank(String id) {
        return Said.blank(id);
    }

    @Override
    public Said on(Said before, RecordedEvent event) {
        return before.on(event);
    }

    @Override
    public String subject(Said said) {
        return said.customer();
    }

    @Override
    public Category category() {
        return Category.CONTENT;
    }

    @Override
    public void describe(Said said, Document fields) {
        if (said.texts().isEmpty()) return;
        fields.add(new NumericDocValuesField(AT, said.occurredAt().toEpochMilli()));
        fields.add(new SortedDocValuesField(ORDER, new BytesRef(said.id())));
        fields.add(new Field(TEXT, Terms.ofText(said.all()), PLACES));
        for (String word : ChineseWords.of(said.all()))
            fields.add(new StringField(WORDS, word, Field.Store.NO));
    }

    @Override
    public Sort order() {
        return new Sort(
                new SortField(AT, SortField.Type.LONG, true),
                new SortField(ORDER, SortField.Type.STRING));
    }

    @Override
    public List<Query> tiers(String words) {
        return Wanted.of(words).query().map(List::of).orElse(List.of());
    }
}
