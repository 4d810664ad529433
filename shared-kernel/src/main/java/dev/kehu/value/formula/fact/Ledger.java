package dev.kehu.value.formula.fact;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was recorded about one customer, or about all that were merged into one, in any order. The
 * same entries give the same facts whatever the order they came in.
 */
public final class Ledger {
    /** Business time; what happened at one moment goes by the order it was recorded in. */
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparing(Entry::at).thenComparingLong(Entry::position);

    private final ZoneId zone;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param zone days are counted in it
     */
    public Ledger(ZoneId zone) {
        this.zone = zone;
    }

    public void add(long position, InteractionRecorded e) {
        entries.add(Entry.of(position, e, zone));
    }

    /** Takes over what was recorded about a customer who turned out to be this one. */
    public void add(Ledger other) {
        entries.addAll(other.entries);
    }

    /** True before the first contact, when there is nothing to assess. */
    public boolean empty() {
        return entries.isEmpty();
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
