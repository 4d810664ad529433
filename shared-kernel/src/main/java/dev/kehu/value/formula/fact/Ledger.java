package dev.kehu.value.formula.fact;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What was recorded about one customer, or about all that were merged into one, in any order. The
 * same entries give the same facts whatever the order they came in.
 */
public final class Ledger {
    private static final Set<String> TELLING =
            Set.of("order", "payment", "return", "complaint", "survey");

    /** Business time; what happened at one moment goes by the order it was recorded in. */
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparing(Entry::at).thenComparingLong(Entry::position);

    private final ZoneId zone;
    private final List<Entry> entries = new ArrayList<>();
    private long contacts;

    /**
     * @param zone days are counted in it
     */
    public Ledger(ZoneId zone) {
        this.zone = zone;
    }

    public void add(long position, InteractionRecorded e) {
        contacts++;
        Entry entry = Entry.of(position, e, zone);
        if (TELLING.contains(e.kind()) || e.cost() != null || entry.seconds() > 0)
            entries.add(entry);
    }

    /** Takes over what was recorded about a customer who turned out to be this one. */
    public void add(Ledger other) {
        contacts += other.contacts;
        entries.addAll(other.entries);
    }

    /** True before the first contact, when there is nothing to assess. */
    public boolean empty() {
        return contacts == 0;
    }

    /** Place in history of the newest entry, 0 when there is none. */
    public long newest() {
        return entries.stream().mapToLong(Entry::position).max().orElse(0);
    }

    /** What had happened by the end of a day and was recorded up to a position, by time. */
    public List<Entry> until(LocalDate day, long position) {
        return entries.stream()
                .filter(e -> e.position() <= position && !e.day().isAfter(day))
                .sorted(BY_TIME)
                .toList();
    }

    /** The same entries, one after the other as they were recorded. */
    public static List<Entry> byTime(List<Entry> entries) {
        return entries.stream().sorted(BY_TIME).toList();
    }
}
