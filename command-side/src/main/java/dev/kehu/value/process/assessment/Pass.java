package dev.kehu.value.process.assessment;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.process.assessment.Dossiers.Known;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One way through customers, by one thread. */
final class Pass {
    private final Assessment assessment;
    private final Batches batches;
    private final SortedMap<String, Long> refused = new TreeMap<>();
    private long customers;
    private long later;

    Pass(Assessment assessment, Batches batches) {
        this.assessment = assessment;
        this.batches = batches;
    }

    /**
     * Looks at one who has to be found first; a refusal there counts like any other, for it must
     * not keep the others from being assessed.
     */
    void found(Supplier<Known> finding, Predicate<Known> wanted) {
        Known known;
        try {
            known = finding.get();
        } catch (Refusal refusal) {
            customers++;
            refused(refusal);
            return;
        }
        if (wanted.test(known)) look(known);
    }

    void look(Known known) {
        customers++;
        if (assessment.late(known)) later++;
        else
            try {
                assessment.of(known).ifPresent(c -> batches.add(c, this::refused));
            } catch (Refusal refusal) {
                refused(refusal);
            }
    }

    private void refused(Refusal refusal) {
        refused.merge(refusal.code(), 1L, Long::sum);
    }

    Tally ended() {
        batches.send(this::refused);
        return new Tally(customers, batches.sent(), later, refused);
    }
}
