package dev.kehu.lifecycle.formula;

import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What measures are counted from, folded from all events in their order: about ten bytes an
 * interaction, ids and no text. Merged customers count as one, as far as is known by the position;
 * what happened when is business time, so every day up to the last can be asked for. Not safe for
 * several threads.
 */
public final class FirmBook {
    private final ZoneId zone;
    private final Map<String, Life> lives = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final Classes classes = new Classes();
    private final Faces faces = new Faces();
    private final Debts debts = new Debts();
    final Takings income = new Takings();
    final Takings costs = new Takings();
    final List<Word> trainings = new ArrayList<>();
    final List<Word> answers = new ArrayList<>();
    @Nullable ModelsFitted fit;
    private long position;
    private long changes;

    /** What was written down about an employee. */
    record Word(String employee, long day, int score) {}

    public FirmBook(ZoneId zone) {
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /** Up to which history was read. */
    public long position() {
        return position;
    }

    /** Grows whenever something was read that a measure may depend on. */
    public long changes() {
        return changes;
    }

    public void on(RecordedEvent event) {
        position = event.position();
        switch (event.payload()) {
            case InteractionRecorded e -> recorded(e);
            case CustomerRegistered e -> faces.on(e, day(e.occurredAt()));
            case CustomerErased e -> faces.forget(e.customerId().value());
            case CustomerMerged e -> survivors.put(e.customerId().value(), e.survivor().value());
            case CustomerRestored e -> survivors.remove(e.customerId().value());
            case ModelsFitted e -> fit = e;
            case ValueAssessed e -> classes.on(e);
            case TrainingTaken e -> trainings.add(new Word(e.employee(), e.day().toEpochDay(), 0));
            case AcceptanceSurveyed e ->
                    answers.add(new Word(e.employee(), e.day().toEpochDay(), e.score()));
            default -> changes--;
        }
        changes++;
    }

    private long day(Instant at) {
        return at.atZone(zone).toLocalDate().toEpochDay();
    }

    private void recorded(InteractionRecorded e) {
        long day = day(e.occurredAt());
        debts.on(e, day);
        lives.computeIfAbsent(e.customerId().value(), id -> new Life()).on(e, day);
        Money amount = e.amount();
        if (e.kind().equals("order") && amount != null) income.add(day, amount);
        Money cost = e.cost();
        if (cost != null) costs.add(day, cost);
    }

    /**
     * Days with orders of each customer who ever ordered, ascending; customers by their ids, so
     * that what is drawn from them is the same again.
     */
    Collection<long[]> orders() {
        return together(true);
    }

    /** Contacts of each customer, ascending by time. */
    Collection<long[]> contacts() {
        return together(false);
    }

    /**
     * Customers of high value and all who were assessed, by the end of a day; who was absorbed is
     * counted by the survivor's assessment.
     */
    long[] highlyValued(long day) {
        return classes.count(day, survivors::containsKey);
    }

    /** Pairs of customers that may be one. */
    long alike(long day) {
        return faces.pairs(day, this::survivor);
    }

    /** Customers whose files agree, and all who have a name. */
    long[] ofOneFace(long day) {
        return faces.agreeing(day, this::survivor);
    }

    BigDecimal overdue(long day) {
        return debts.overdue(day, this::survivor);
    }

    private Collection<long[]> together(boolean orders) {
        Map<String, long[]> all = new TreeMap<>();
        lives.forEach(
                (id, life) ->
                        all.merge(
                                survivor(id),
                                (orders ? life.orders : life.contacts).sortedWith(new long[0]),
                                (one, other) ->
                                        (orders ? life.orders : life.contacts).sortedWith(one)));
        return all.values();
    }

    private String survivor(String customer) {
        String now = customer;
        for (String next = survivors.get(now); next != null; next = survivors.get(now)) now = next;
        return now;
    }
}
