package dev.kehu.value.process.assessment;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.value.api.CustomerValueEvent.CustomerPlaced;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.formula.fact.Ledger;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What history says of one customer, as far as it bears on value. */
public final class Dossier {
    /** Classes of events {@link #on} looks at. */
    static final Set<Class<? extends DomainEvent>> READ =
            Set.of(
                    InteractionRecorded.class,
                    CustomerMerged.class,
                    CustomerRestored.class,
                    CustomerAbsorbed.class,
                    CustomerSeparated.class,
                    CustomerPlaced.class,
                    ValueAssessed.class);

    private final String customer;
    private final Ledger ledger;
    private final SortedSet<String> absorbed = new TreeSet<>();
    private final List<ValueAssessed> assessments = new ArrayList<>();
    private @Nullable String survivor;
    private @Nullable String segment;

    Dossier(String customer, ZoneId zone) {
        this.customer = customer;
        ledger = new Ledger(zone);
    }

    void on(RecordedEvent event) {
        switch (event.payload()) {
            case InteractionRecorded e -> ledger.add(event.position(), e);
            case CustomerMerged e -> survivor = e.survivor().value();
            case CustomerRestored e -> survivor = null;
            case CustomerAbsorbed e -> absorbed.add(e.absorbed().value());
            case CustomerSeparated e -> absorbed.remove(e.separated().value());
            case ValueAssessed e -> assessments.add(e);
            case CustomerPlaced e -> segment = e.segment();
            default -> {}
        }
    }

    public String customer() {
        return customer;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** True while another customer answers for this one. */
    boolean merged() {
        return survivor != null;
    }

    /** Who answers for this one, null when it does itself. */
    @Nullable String survivor() {
        return survivor;
    }

    /** The strategic segment it was put into, null for none. */
    public @Nullable String segment() {
        return segment;
    }

    /** Customers that turned out to be this one. */
    SortedSet<String> absorbed() {
        return absorbed;
    }

    /** The assessment that held at the end of a day. */
    public Optional<ValueAssessed> assessment(LocalDate day) {
        return assessments.reversed().stream()
                .filter(a -> !a.businessDay().isAfter(day))
                .findFirst();
    }

    /** In the order they were recorded in. */
    public List<ValueAssessed> assessments() {
        return assessments;
    }
}
