package dev.kehu.customer.view.search;

import dev.kehu.platform.search.text.Folded;
import dev.kehu.platform.search.text.Pinyin;
import dev.kehu.platform.search.text.Terms;
import dev.kehu.platform.search.text.Unit;

import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody typed. Every word counts, and may be the beginning of one; nothing in it is an
 * operator. What is longer than anybody types is cut.
 */
final class Question {
    private static final int LONGEST = 200, MOST_WORDS = 12, MOST_WAYS = 16, MOST_READ = 6;
    private static final int SHORTEST_PHONE = 5, SHORTEST_NATIONAL = 7, LONGEST_COUNTRY = 3;
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern PHONE = Pattern.compile("[+(]?[\\d(][\\d ()./-]*");
    private static final Pattern LETTERS = Pattern.compile("[a-z]+");

    private final String whole;
    private final List<String> words;

    private Question(String whole, List<String> words) {
        this.whole = whole;
        this.words = words;
    }

    static Question of(String typed) {
        String cut = typed.substring(0, Math.min(LONGEST, typed.length())).strip();
        List<String> words =
                Arrays.stream(BLANK.split(cut))
                        .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                        .limit(MOST_WORDS)
                        .toList();
        return new Question(String.join(" ", words), words);
    }

    /** Exact codes and contacts, then names and codes that begin like this, then the rest. */
    List<Query> tiers() {
        if (words.isEmpty()) return List.of();
        return List.of(exact(), beginning(), rest());
    }

    private Query exact() {
        List<Query> any = new ArrayList<>();
        any.add(term(CustomerIndex.EXACT, Folded.address(whole)));
        if (PHONE.matcher(whole).matches())
            for (String digits : phones(whole))
                if (digits.length() >= SHORTEST_PHONE) any.add(term(CustomerIndex.EXACT, digits));
        return any(any);
    }

    private Query beginning() {
        List<Query> any = new ArrayList<>();
        for (List<String> way : ways(whole)) any.add(places(Terms.START, way));
        any.add(term(CustomerIndex.CODES, Folded.address(whole)));
        return any(any);
    }

    private Query rest() {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : words) all.add(word(word), Occur.FILTER);
        return phone().<Query>map(phone -> any(List.of(phone, all.build()))).orElseGet(all::build);
    }

    /** A number typed in groups is one number. */
    private Optional<Query> phone() {
        if (words.size() < 2 || !PHONE.matcher(whole).matches()) return Optional.empty();
        return Optional.of(any(phones(whole).stream().map(Question::fragment).toList()));
    }

    private static Query word(String word) {
        List<Query> any = new ArrayList<>();
        for (List<String> way : ways(word)) any.add(places("", way));
        String address = Folded.address(word);
        any.add(term(CustomerIndex.CODES, address));
        any.add(term(CustomerIndex.HEADS, address));
        any.add(fragment(address));
        if (PHONE.matcher(word).matches())
            for (String digits : phones(word)) any.add(fragment(digits));
        return any(any);
    }

    /** With a country in front, the number may also have been told without. */
    private static List<String> phones(String typed) {
        String digits = Folded.digits(typed);
        List<String> all = new ArrayList<>(List.of(digits));
        int country = typed.startsWith("+") ? 0 : typed.startsWith("00") ? 2 : -1;
        if (country < 0) return all;
        if (country > 0) all.add(digits.substring(country));
        for (int skipped = country + 1; skipped <= country + LONGEST_COUNTRY; skipped++)
            if (digits.length() - skipped >= SHORTEST_NATIONAL) all.add(digits.substring(skipped));
        return all;
    }

    /** Terms one after the other in a name that this may stand for. */
    private static List<List<String>> ways(String text) {
        List<List<String>> ways = List.of(List.of());
        for (Unit unit : Unit.of(text)) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> way : ways)
                for (List<String> next : meanings(unit))
                    if (longer.size() < MOST_WAYS) longer.add(joined(way, next));
            ways = longer;
        }
        return ways;
    }

    private static List<List<String>> meanings(Unit unit) {
        List<List<String>> meanings = new ArrayList<>();
        for (String text : unit.asked()) meanings.add(List.of(text));
        if (!unit.han() && LETTERS.matcher(unit.text()).matches())
            for (List<String> read : Pinyin.table().split(unit.text(), MOST_READ))
                if (read.size() > 1) meanings.add(read);
        return meanings;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static Query places(String first, List<String> terms) {
        if (terms.isEmpty()) return MatchNoDocsQuery.INSTANCE;
        if (first.isEmpty() && terms.size() == 1)
            return term(CustomerIndex.NAMES, terms.getFirst());
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        if (!first.isEmpty()) phrase.add(new Term(CustomerIndex.NAMES, first));
        terms.forEach(each -> phrase.add(new Term(CustomerIndex.NAMES, each)));
        return phrase.build();
    }

    private static Query fragment(String text) {
        List<String> grams = Terms.fragments(text);
        if (grams.isEmpty()) return MatchNoDocsQuery.INSTANCE;
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        grams.forEach(gram -> phrase.add(new Term(CustomerIndex.FRAGMENTS, gram)));
        return phrase.build();
    }

    private static Query term(String field, String text) {
        return text.isEmpty() ? MatchNoDocsQuery.INSTANCE : new TermQuery(new Term(field, text));
    }

    private static Query any(List<Query> queries) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        queries.forEach(query -> any.add(query, Occur.SHOULD));
        return any.build();
    }
}
