package dev.kehu.privacy.process.retention;

import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.HoldLifted;
import dev.kehu.customer.api.CustomerEvent.HoldPlaced;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.privacy.api.ConsentEvent.ConsentGranted;
import dev.kehu.privacy.api.ConsentEvent.ConsentWithdrawn;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everybody there is, by one pass over the history in its order; for one thread. Changed in place:
 * it may hold millions.
 */
final class Census {
    /** What it has to be told of; nothing sealed. */
    static final Set<Class<? extends DomainEvent>> TOLD =
            Set.of(
                    CustomerOpened.class,
                    CustomerRegistered.class,
                    CustomerMerged.class,
                    CustomerRestored.class,
                    HoldPlaced.class,
                    HoldLifted.class,
                    CustomerErased.class,
                    InteractionRecorded.class,
                    ConsentGranted.class,
                    ConsentWithdrawn.class,
                    ErasureDecided.class);

    /** Their stored names. */
    static final Set<String> TELLING =
            TOLD.stream()
                    .map(event -> event.getAnnotation(EventName.class).value())
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> TRADE =
            Set.of("quote", "order", "payment", "delivery", "return");

    /** How the basis of every run begins; other erasures are not counted. */
    private static final String POLICY = "retention policy ";

    private final Map<String, Known> all = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final Map<String, Integer> erasures = new HashMap<>();

    private static final class Known {
        private final Instant first;
        private @Nullable Instant met;
        private @Nullable Instant traded;
        private @Nullable LocalDate held;
        private @Nullable List<ConsentGranted> grants;
        private @Nullable List<ConsentWithdrawn> withdrawals;

        Known(Instant first) {
            this.first = first;
        }

        Facts facts() {
            return new Facts(
                    met == null ? first : met,
                    traded,
                    grants == null ? List.of() : grants,
                    withdrawals == null ? List.of() : withdrawals,
                    held);
        }
    }

    void on(DomainEvent event) {
        switch (event) {
            case CustomerOpened e -> appeared(e.customerId().value(), e.occurredAt());
            case CustomerRegistered e -> appeared(e.customerId().value(), e.occurredAt());
            case CustomerMerged e -> survivors.put(e.customerId().value(), e.survivor().value());
            case CustomerRestored e -> survivors.remove(e.customerId().value());
            case CustomerErased e -> {
                all.remove(e.customerId().value());
                survivors.remove(e.customerId().value());
            }
            case ErasureDecided e when e.basis().startsWith(POLICY) ->
                    erasures.merge(e.basis(), 1, Integer::sum);
            case InteractionRecorded e -> met(e);
            default -> allowed(event);
        }
    }

    private void appeared(String customer, Instant at) {
        all.putIfAbsent(customer, new Known(at));
    }

    /** Who was erased meanwhile is nobody any more. */
    private void met(InteractionRecorded e) {
        Known known = all.get(e.customerId().value());
        if (known != null) {
            known.met = Facts.later(known.met, e.occurredAt());
            if (TRADE.contains(e.kind())) {
                known.traded = Facts.later(known.traded, e.occurredAt());
            }
        }
    }

    private void allowed(DomainEvent event) {
        switch (event) {
            case HoldPlaced e when all.get(e.customerId().value()) instanceof Known known ->
                    known.held =
                            Facts.later(known.held, e.until() == null ? LocalDate.MAX : e.until());
            case HoldLifted e when all.get(e.customerId().value()) instanceof Known known ->
                    known.held = null;
            case ConsentGranted e when all.get(e.customerId().value()) instanceof Known known ->
                    known.grants = with(known.grants, e);
            case ConsentWithdrawn e when all.get(e.customerId().value()) instanceof Known known ->
                    known.withdrawals = with(known.withdrawals, e);
            default -> {} // nothing that keeps somebody longer or shorter
        }
    }

    private static <T> List<T> with(@Nullable List<T> some, T more) {
        List<T> list = some == null ? new ArrayList<>(1) : some;
        list.add(more);
        return list;
    }

    /** The basis of a run's erasures. */
    static String basis(int periods, int run) {
        return POLICY + periods + ", run " + run;
    }

    /** How many erasures were decided by runs, by their basis. */
    Map<String, Integer> erasures() {
        return Map.copyOf(erasures);
    }

    /** Each person by the customer the others were merged into, in order of id. */
    Map<String, Facts> people() {
        Map<String, Facts> people = new TreeMap<>();
        all.forEach((id, known) -> people.merge(root(id), known.facts(), Facts::and));
        return people;
    }

    /** All of them as one person, whoever was merged into whom. */
    Facts asOne() {
        return all.values().stream().map(Known::facts).reduce(Facts::and).orElseThrow();
    }

    private String root(String customer) {
        String at = customer;
        for (String next; (next = survivors.get(at)) != null && all.containsKey(next); ) {
            at = next;
        }
        return at;
    }
}
