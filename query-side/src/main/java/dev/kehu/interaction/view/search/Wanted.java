package dev.kehu.interaction.view.search;

import dev.kehu.platform.search.text.ChineseWords;
import dev.kehu.platform.search.text.Unit;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody typed to find an interaction: all words, the last one perhaps not to its end.
 * Chinese is looked for as it stands, or by its words wherever they stand.
 */
final class Wanted {
    private static final int LONGEST = 200, MOST_UNITS = 40, SHORTEST_BEGINNING = 2;

    private final List<Unit> units;

    private Wanted(List<Unit> units) {
        this.units = units;
    }

    static Wanted of(String typed) {
        String cut = typed.substring(0, Math.min(LONGEST, typed.length()));
        return new Wanted(Unit.of(cut).stream().limit(MOST_UNITS).toList());
    }

    /** Empty when there is nothing to look for. */
    Optional<Query> query() {
        if (units.isEmpty()) return Optional.empty();
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<String> han = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            if (unit.han()) han.add(unit.text());
            if (!han.isEmpty() && (!unit.han() || i == units.size() - 1)) {
                all.add(chinese(han), Occur.FILTER);
                han.clear();
            }
            if (!unit.han()) all.add(word(unit, i == units.size() - 1), Occur.FILTER);
        }
        return Optional.of(all.build());
    }

    private static Query chinese(List<String> characters) {
        if (characters.size() == 1) return term(InteractionIndex.TEXT, characters.getFirst());
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int i = 0; i + 1 < characters.size(); i++)
            phrase.add(new Term(InteractionIndex.TEXT, characters.get(i) + characters.get(i + 1)));
        String text = String.join("", characters);
        Set<String> words = ChineseWords.of(text);
        // Words alone would lose the characters between them that are no words of their own.
        if (words.size() < 2 || String.join("", words).length() != text.length())
            return phrase.build();
        BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
        words.forEach(word -> anywhere.add(term(InteractionIndex.WORDS, word), Occur.FILTER));
        return new BooleanQuery.Builder()
                .add(phrase.build(), Occur.SHOULD)
                .add(anywhere.build(), Occur.SHOULD)
                .build();
    }

    private static Query word(Unit unit, boolean last) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String text : unit.asked())
            any.add(
                    last && text.length() >= SHORTEST_BEGINNING
                            ? new PrefixQuery(new Term(InteractionIndex.TEXT, text))
                            : term(InteractionIndex.TEXT, text),
                    Occur.SHOULD);
        return any.build();
    }

    private static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }
}
