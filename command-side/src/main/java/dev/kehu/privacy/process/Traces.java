package dev.kehu.privacy.process;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * By which deliveries of people are known: ids, all of them pseudonymous, so that they may be kept
 * while keys are destroyed.
 */
public final class Traces {
    /** Positions, both included. */
    private record Span(long from, long until) {}

    private final Set<String> customers;
    private final Set<String> codes = new TreeSet<>();

    /** Contact points, and while they were theirs: before and after somebody else's. */
    private final Map<String, List<Span>> contacts = new HashMap<>();

    private final Set<String> ofPersons = new TreeSet<>();
    private final UnaryOperator<Set<String>> others;
    private @Nullable Set<String> shared;

    /**
     * @param others which of these contacts others have, too; asked once, and only when something
     *     names one
     */
    Traces(Collection<String> customers, UnaryOperator<Set<String>> others) {
        this.customers = Set.copyOf(customers);
        this.others = others;
    }

    /** A stream of a code they held. */
    void coded(String code) {
        codes.add(code);
    }

    /** From this position to the end, unless it is given up before. */
    void claimed(String contact, long position) {
        contacts.computeIfAbsent(contact, c -> new ArrayList<>())
                .add(new Span(position, Long.MAX_VALUE));
    }

    void released(String contact, long position) {
        List<Span> spans = contacts.getOrDefault(contact, List.of());
        if (!spans.isEmpty()) {
            spans.set(spans.size() - 1, new Span(spans.getLast().from(), position));
        }
    }

    /** Of a contact person, who claims none: somebody else's contact person may have it, too. */
    void noted(String contact) {
        ofPersons.add(contact);
    }

    boolean isCustomer(String id) {
        return customers.contains(id);
    }

    boolean hadCode(String code) {
        return codes.contains(code);
    }

    boolean had(String contact, long position) {
        return contacts.getOrDefault(contact, List.of()).stream()
                        .anyMatch(span -> span.from() <= position && position <= span.until())
                || ofPersons.contains(contact) && !shared().contains(contact);
    }

    private Set<String> shared() {
        Set<String> known = shared;
        if (known == null) {
            known = others.apply(ofPersons);
            shared = known;
        }
        return known;
    }
}
