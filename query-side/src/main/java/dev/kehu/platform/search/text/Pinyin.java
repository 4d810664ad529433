package dev.kehu.platform.search.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How Chinese characters are read, without tones: at most three readings each, {@code ü} written as
 * {@code v}. The table is made from the character table of com.github.houbb:pinyin 0.4.0
 * (Apache-2.0).
 */
public final class Pinyin {
    private static final int LONGEST = 6, TRIED = 64, MORE = 2;
    private static final Pinyin TABLE = read();

    private final Map<Integer, List<String>> readings;
    private final Set<String> syllables;
    private final Set<String> beginnings = new HashSet<>();

    private Pinyin(Map<Integer, List<String>> readings, Set<String> syllables) {
        this.readings = readings;
        this.syllables = syllables;
        for (String each : syllables)
            for (int i = 1; i <= each.length(); i++) beginnings.add(each.substring(0, i));
    }

    public static Pinyin table() {
        return TABLE;
    }

    /** Readings of a character, {@code lv} as {@code lu} too; none when it has none. */
    public List<String> of(int character) {
        return readings.getOrDefault(character, List.of());
    }

    /**
     * The ways to read letters as characters one after the other, each by its syllable or its
     * initial, the last one by any beginning of its syllable. The fewest characters first; who
     * reads many more into the same letters is not followed.
     */
    public List<List<String>> split(String letters, int most) {
        List<List<String>> ways = new ArrayList<>();
        boolean[] leads = leads(letters);
        if (leads[0]) split(letters, 0, leads, new ArrayList<>(), ways, TRIED);
        ways.sort(Comparator.comparing(List::size));
        return ways.stream()
                .filter(way -> way.size() <= ways.getFirst().size() + MORE)
                .limit(most)
                .toList();
    }

    /** From where the end can be reached; without it, looking for a way could take for ever. */
    private boolean[] leads(String letters) {
        int end = letters.length();
        boolean[] leads = new boolean[end + 1];
        leads[end] = true;
        for (int from = end - 1; from >= 0; from--)
            for (int to = from + 1; to <= Math.min(end, from + LONGEST); to++)
                leads[from] |= leads[to] && stands(letters.substring(from, to), to == end);
        return leads;
    }

    private void split(
            String letters,
            int from,
            boolean[] leads,
            List<String> before,
            List<List<String>> ways,
            int most) {
        int end = letters.length();
        if (from == end) ways.add(List.copyOf(before));
        for (int to = Math.min(end, from + LONGEST); to > from && ways.size() < most; to--) {
            String part = letters.substring(from, to);
            if (!leads[to] || !stands(part, to == end)) continue;
            before.add(part);
            split(letters, to, leads, before, ways, most);
            before.removeLast();
        }
    }

    private boolean stands(String part, boolean last) {
        return last ? beginnings.contains(part) : syllables.contains(part) || initial(part);
    }

    private static boolean initial(String part) {
        return switch (part) {
            case "zh", "ch", "sh" -> true;
            default -> part.length() == 1 && "bpmfdtnlgkhjqxzcsryw".contains(part);
        };
    }

    private static Pinyin read() {
        Map<Integer, List<String>> readings = new HashMap<>();
        Set<String> syllables = new HashSet<>();
        try (InputStream in = Pinyin.class.getResourceAsStream("pinyin.txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                List<String> spelled = spelled(line.substring(0, blank));
                syllables.addAll(spelled);
                line.substring(blank + 1)
                        .codePoints()
                        .forEach(
                                c ->
                                        readings.computeIfAbsent(c, n -> new ArrayList<>(1))
                                                .addAll(spelled));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pinyin(readings, syllables);
    }

    private static List<String> spelled(String reading) {
        return reading.indexOf('v') < 0
                ? List.of(reading)
                : List.of(reading, reading.replace('v', 'u'));
    }
}
