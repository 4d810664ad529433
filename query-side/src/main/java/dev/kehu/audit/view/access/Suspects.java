package dev.kehu.audit.view.access;

import dev.kehu.audit.api.RecipientMark;
import dev.kehu.audit.view.access.LeakedRows.Leaked;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Whose file a leaked piece of a list comes from. Rows stand in order of id but for the pairs that
 * changed places; of these the right recipient's mark says all, another one's about half.
 */
final class Suspects {
    private Suspects() {}

    /**
     * How well one recipient fits.
     *
     * @param agree swapped pairs the mark of the recipient says are swapped
     * @param pairs all that are
     */
    record Suspect(String by, int agree, int pairs) {}

    /**
     * By the strokes in a leaked piece of a file, in whatever order its rows are.
     *
     * @return who fits best first; pairs are rows that can have a stroke
     */
    static List<Suspect> of(List<Leaked> rows, RecipientMark mark, Collection<String> recipients) {
        List<Suspect> all = new ArrayList<>();
        for (String recipient : recipients) {
            int agree = 0;
            for (Leaked row : rows) {
                if (stroke(mark, recipient, row.key()) == row.stroke()) agree++;
            }
            all.add(new Suspect(recipient, agree, rows.size()));
        }
        return ordered(all);
    }

    /** Whether a row of this key has a stroke in files of this recipient. */
    static boolean stroke(RecipientMark mark, String recipient, String key) {
        return mark.swaps(recipient, "", key);
    }

    private static List<Suspect> ordered(List<Suspect> all) {
        all.sort(Comparator.comparingInt(Suspect::agree).reversed().thenComparing(Suspect::by));
        return all;
    }

    /**
     * @param leaked ids in the order found
     * @return who fits best first
     */
    static List<Suspect> of(
            List<String> leaked, Collection<String> recipients, RecipientMark mark) {
        List<Suspect> all = new ArrayList<>();
        for (String recipient : recipients) {
            int agree = 0, pairs = 0;
            for (int i = 1; i < leaked.size(); i++) {
                String one = leaked.get(i - 1), other = leaked.get(i);
                if (one.compareTo(other) <= 0) continue;
                pairs++;
                if (mark.swaps(recipient, one, other)) agree++;
            }
            all.add(new Suspect(recipient, agree, pairs));
        }
        return ordered(all);
    }
}
