package dev.kehu.customer.view.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every figure of the copy against the same figure counted event by event. */
class CustomerColumnsIT {
    private static final int EVENTS = 600;

    @TempDir Path folder;

    private final long seed = new Random().nextLong();
    private final Story story = new Story("story");

    private List<RecordedEvent> events(@Nullable Instant asOf, @Nullable Instant knownAt) {
        return story.readAfter(0, Integer.MAX_VALUE).stream()
                .filter(e -> asOf == null || !occurred(e).isAfter(asOf))
                .filter(e -> knownAt == null || !e.recordedAt().isAfter(knownAt))
                .toList();
    }

    private static Instant occurred(RecordedEvent event) {
        for (var component : event.payload().getClass().getRecordComponents())
            if (component.getName().equals("occurredAt"))
                try {
                    return (Instant) component.getAccessor().invoke(event.payload());
                } catch (ReflectiveOperationException broken) {
                    throw new AssertionError(broken);
                }
        throw new AssertionError("no business time");
    }

    private static Map<String, String> survivors(List<RecordedEvent> events) {
        Map<String, String> survivors = new HashMap<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof CustomerMerged e)
                survivors.put(e.customerId().value(), e.survivor().value());
            if (event.payload() instanceof CustomerRestored e)
                survivors.remove(e.customerId().value());
        }
        return survivors;
    }

    private static String customer(Map<String, String> survivors, String subject) {
        String at = subject;
        // Looking back can leave a ring of merges; the copy follows it this often.
        for (int hop = 0; hop < 100 && survivors.containsKey(at); hop++) at = survivors.get(at);
        return at;
    }

    private static Set<String> value(List<RecordedEvent> events) {
        Map<String, String> survivors = survivors(events);
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, Integer> orders = new TreeMap<>();
        for (RecordedEvent event : events)
            if (event.payload() instanceof InteractionRecorded e
                    && e.kind().equals("order")
                    && e.amount() != null) {
                String key =
                        customer(survivors, e.customerId().value())
                                + "|"
                                + YearMonth.from(e.occurredAt().atZone(Copy.ZONE))
                                + "|"
                                + e.amount().currency();
                sums.merge(key, e.amount().value(), BigDecimal::add);
                orders.merge(key, 1, Integer::sum);
            }
        Set<String> rows = new TreeSet<>();
        sums.forEach((key, sum) -> rows.add(key + "|" + orders.get(key) + "|" + sum.setScale(4)));
        return rows;
    }

    private static Set<String> customers(List<RecordedEvent> events) {
        Map<String, String> survivors = survivors(events);
        Map<String, Set<String>> subjects = new TreeMap<>();
        Map<String, Integer> met = new HashMap<>();
        Set<String> registered = new HashSet<>();
        for (RecordedEvent event : events) {
            String customer = customer(survivors, event.subject());
            if (event.payload() instanceof CustomerEvent
                    || event.payload() instanceof InteractionRecorded
                    || event.name().startsWith("contact."))
                subjects.computeIfAbsent(customer, any -> new HashSet<>()).add(event.subject());
            if (event.payload() instanceof InteractionRecorded)
                met.merge(customer, 1, Integer::sum);
            if (event.payload() instanceof CustomerRegistered) registered.add(customer);
        }
        Set<String> rows = new TreeSet<>();
        subjects.forEach(
                (customer, all) ->
                        rows.add(
                                customer
                                        + "|"
                                        + all.size()
                                        + "|"
                                        + registered.contains(customer)
                                        + "|"
                                        + met.getOrDefault(customer, 0)));
        return rows;
    }

    private static final String CUSTOMERS =
            "SELECT customer, subjects, registered::VARCHAR, interactions FROM customers";
    private static final String VALUE =
            "SELECT customer, month, currency, orders, value::VARCHAR FROM monthly_value";

    @Test
    void saysWhatTheEventsSay() {
        Scenario.random(story, new Random(seed), EVENTS);
        try (Copy copy = new Copy(folder, story).settled()) {
            List<RecordedEvent> all = events(null, null);
            assertThat(copy.lines(VALUE))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(value(all));
            assertThat(copy.lines(CUSTOMERS))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(customers(all));
            assertThat(copy.lines("SELECT count(*), max(position) FROM interactions"))
                    .containsExactly(
                            interactions(all).size()
                                    + "|"
                                    + interactions(all).getLast().position());
        }
    }

    private static List<RecordedEvent> interactions(List<RecordedEvent> events) {
        return events.stream().filter(e -> e.payload() instanceof InteractionRecorded).toList();
    }

    @Test
    void saysWhatWasTrueAndWhatWasKnownAtAnyTime() {
        Random random = new Random(seed);
        Scenario.random(story, random, EVENTS);
        try (Copy copy = new Copy(folder, story).settled()) {
            for (int i = 0; i < 10; i++) {
                Instant asOf =
                        Scenario.at(
                                "1997-%02d-%02d"
                                        .formatted(1 + random.nextInt(12), 1 + random.nextInt(28)));
                Instant knownAt =
                        story.readAfter(random.nextInt(EVENTS), 1).getFirst().recordedAt();
                String time = "('%s', '%s')".formatted(asOf, knownAt);
                List<RecordedEvent> then = events(asOf, knownAt);
                assertThat(copy.lines(VALUE.replace("monthly_value", "monthly_value_at" + time)))
                        .as("seed %d, %s", seed, time)
                        .containsExactlyInAnyOrderElementsOf(value(then));
                assertThat(
                                copy.lines(
                                        CUSTOMERS.replace(
                                                "FROM customers", "FROM customers_at" + time)))
                        .as("seed %d, %s", seed, time)
                        .containsExactlyInAnyOrderElementsOf(customers(then));
            }
        }
    }

    @Test
    void followsWhatHappensWhileItIsOpen() {
        Scenario scenario = Scenario.random(story, new Random(seed), 50);
        try (Copy copy = new Copy(folder, story).settled()) {
            scenario.orders("customer-a", "1999-05-05", "0.00");
            assertThat(
                            copy.lines(
                                    "SELECT orders, value FROM monthly_value WHERE month ="
                                            + " '1999-05'"))
                    .containsExactly("1|0.0");
        }
    }

    @Test
    void holdsNoPersonalText() {
        Scenario.random(story, new Random(seed), EVENTS);
        try (Copy copy = new Copy(folder, story).settled()) {
            for (String table :
                    List.of("interactions", "customer_events", "customers", "identity", "segments"))
                assertThat(String.join("\n", copy.lines("SELECT * FROM " + table)))
                        .doesNotContain("Summary", "example.org", "vip", "Name", "same person")
                        .doesNotContain("row-", "shop/");
        }
    }
}
