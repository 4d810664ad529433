package dev.kehu.value.process.assessment;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.scan.SubjectScan.Range;
import dev.kehu.value.formula.fact.Ledger;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads what history says of customers, one after the other in order of their ids, so that only one
 * of them is in memory. Nothing behind the position is seen, and no sealed part is opened: what
 * bears on value is open. Safe for any number of threads.
 */
public final class Dossiers {
    /** Everybody: '~' is behind every id of a customer. */
    public static final Range ALL = new Range(CustomerId.PREFIX, CustomerId.PREFIX + '~');

    private static final int PAGE = 1_000;

    private final History history;
    private final ZoneId zone;
    private final long until;

    public Dossiers(History history, ZoneId zone, long until) {
        this.history = history.openAlone(Dossier.READ);
        this.zone = zone;
        this.until = until;
    }

    /** Who was merged into another is left out: the survivor's group holds it. */
    public void each(Range range, Consumer<Known> reader) {
        String subject = range.after();
        long position = Long.MAX_VALUE;
        Dossier now = null;
        for (List<RecordedEvent> page = history.readSubjects(subject, position, range.last(), PAGE);
                !page.isEmpty();
                page = history.readSubjects(subject, position, range.last(), PAGE)) {
            for (RecordedEvent event : page) {
                if (now == null || !now.customer().equals(event.subject())) {
                    tell(now, reader);
                    now = new Dossier(event.subject(), zone);
                }
                if (event.position() <= until) now.on(event);
            }
            subject = page.getLast().subject();
            position = page.getLast().position();
        }
        tell(now, reader);
    }

    private void tell(@Nullable Dossier dossier, Consumer<Known> reader) {
        if (dossier != null && !dossier.merged()) reader.accept(known(dossier));
    }

    /**
     * The customer who answers for this one.
     *
     * @throws Refusal {@code value.unassessed}
     */
    public Known survivor(String customer) {
        Dossier dossier = own(customer);
        for (String next = dossier.survivor(); next != null; next = dossier.survivor())
            dossier = own(next);
        Known known = known(dossier);
        if (dossier.ledger().empty() && dossier.assessments().isEmpty())
            throw Refusal.unknown(
                    "value.unassessed",
                    "Nothing was ever recorded that says what this customer is worth");
        return known;
    }

    /** What was recorded of these customers, by time. */
    public Ledger ledger(List<String> members) {
        Ledger all = new Ledger(zone);
        members.forEach(member -> all.add(own(member).ledger()));
        return all;
    }

    private Known known(Dossier survivor) {
        Set<String> members = new LinkedHashSet<>();
        members.add(survivor.customer());
        gather(survivor, survivor, members);
        return new Known(survivor, List.copyOf(members));
    }

    private void gather(Dossier survivor, Dossier from, Set<String> members) {
        for (String id : new ArrayList<>(from.absorbed()))
            if (members.add(id)) {
                Dossier absorbed = own(id);
                survivor.ledger().add(absorbed.ledger());
                gather(survivor, absorbed, members);
            }
    }

    private Dossier own(String customer) {
        Dossier dossier = new Dossier(customer, zone);
        long position = 0;
        for (List<RecordedEvent> page = history.readSubject(customer, position, PAGE);
                !page.isEmpty();
                page = history.readSubject(customer, position, PAGE)) {
            for (RecordedEvent event : page) if (event.position() <= until) dossier.on(event);
            position = page.getLast().position();
        }
        return dossier;
    }

    /**
     * A customer and its group.
     *
     * @param dossier with the facts of all members and the assessments of the survivor
     * @param members ids, the survivor's first
     */
    public record Known(Dossier dossier, List<String> members) {}
}
