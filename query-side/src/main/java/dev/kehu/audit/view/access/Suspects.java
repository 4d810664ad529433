package dev.kehu.audit.view.access;

import dev.kehu.audit.api.RecipientMark;

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
        all.sort(Comparator.comparingInt(Suspect::agree).reversed().thenComparing(Suspect::by));
        return all;
    }
}
