package dev.kehu.platform.search.text;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Ready-made terms, several of them at one place, the places one after the other. */
public final class Terms extends TokenStream {
    /** Stands before the first place of a name, so that a search can ask for its beginning. */
    public static final String START = "^";

    static final int GRAM = 3;
    public static final int LONGEST_ADDRESS = 320;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final List<? extends Collection<String>> places;
    private Iterator<? extends Collection<String>> next;
    private Iterator<String> here = List.<String>of().iterator();

    private Terms(List<? extends Collection<String>> places) {
        this.places = places;
        this.next = places.iterator();
    }

    /** The units of a name. */
    public static Terms ofName(String name) {
        List<Collection<String>> places = new ArrayList<>();
        places.add(List.of(START));
        for (Unit unit : Unit.of(name)) places.add(unit.terms());
        return new Terms(places);
    }

    /** The words of a text as they are; its characters alone and in pairs. */
    public static Terms ofText(String text) {
        List<Collection<String>> places = new ArrayList<>();
        List<Unit> units = Unit.of(text);
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            boolean pair = unit.han() && i + 1 < units.size() && units.get(i + 1).han();
            places.add(
                    pair
                            ? List.of(unit.text(), unit.text() + units.get(i + 1).text())
                            : unit.asked());
        }
        return new Terms(places);
    }

    /** Every three characters of an address or number that follow each other. */
    public static Terms ofFragments(String text) {
        return new Terms(fragments(text).stream().map(List::of).toList());
    }

    public static List<String> fragments(String text) {
        List<String> grams = new ArrayList<>();
        int end = Math.min(text.length(), LONGEST_ADDRESS);
        for (int i = 0; i + GRAM <= end; i++) grams.add(text.substring(i, i + GRAM));
        return grams;
    }

    /** All beginnings of a text. */
    public static List<String> heads(String text) {
        List<String> heads = new ArrayList<>();
        for (int i = 1; i <= Math.min(text.length(), Unit.LONGEST); i++)
            heads.add(text.substring(0, i));
        return heads;
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        boolean first = !here.hasNext();
        if (first) {
            if (!next.hasNext()) return false;
            here = next.next().iterator();
        }
        term.append(here.next());
        step.setPositionIncrement(first ? 1 : 0);
        return true;
    }

    @Override
    public void reset() {
        next = places.iterator();
        here = List.<String>of().iterator();
    }
}
