package dev.kehu.customer.view.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.value.api.CustomerValueEvent.CustomerPlaced;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Every segment against the same one told event by event. */
class SegmentsIT {
    private static final int EVENTS = 500, CUSTOMERS = 12, HOPS = 100;
    private static final List<String> CLASSES = List.of("low", "secondary", "potential", "high");
    private static final String ASKED =
            "SELECT customer, segmentation, segment, since::VARCHAR FROM segments";

    @TempDir Path folder;

    private final long seed = Long.getLong("kehu.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Story story = new Story("story");
    private int namings;

    private void trade() {
        Scenario given = new Scenario(story);
        for (int i = 0; i < CUSTOMERS; i++) given.opens("customer-" + i, "1997-01-01");
        while (story.head() < EVENTS) {
            String one = "customer-" + random.nextInt(CUSTOMERS);
            String other = "customer-" + random.nextInt(CUSTOMERS);
            String day = "1997-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(9));
            switch (random.nextInt(16)) {
                case 0 -> {
                    if (!one.equals(other)) given.merges(one, other, day);
                }
                case 1 -> given.separates(one, other, day);
                case 12, 13, 14 -> placed(one, day);
                case 15 -> named(day);
                case 2, 3, 4 -> given.meets(one, "phone", "enquiry", day);
                case 5, 6 -> given.orders(one, day, "1.00");
                default -> given.assesses(one, day, "0.5", CLASSES.get(random.nextInt(4)));
            }
        }
    }

    private void placed(String customer, String day) {
        CustomerId id = new CustomerId(customer);
        String segment = random.nextInt(4) == 0 ? null : "s" + random.nextInt(4);
        story.tell(
                customer,
                new CustomerPlaced(CustomerValueId.of(id), id, segment, Scenario.at(day)));
    }

    private void named(String day) {
        List<String> some = new ArrayList<>(List.of("s0", "s1", "s2", "s3"));
        Collections.shuffle(some, random);
        List<String> named = List.copyOf(some.subList(0, random.nextInt(5)));
        story.tell(
                "valuepolicy-all",
                new SegmentsNamed(
                        new ValuePolicyId("valuepolicy-all"), ++namings, named, Scenario.at(day)));
    }

    /** Of one customer, as it is told. */
    private static final class Told {
        final Map<LocalDate, Instant> days = new TreeMap<>();
        @Nullable CustomerPlaced placed;
        final Map<String, List<ValueAssessed>> assessed = new HashMap<>();

        List<String> lines(String customer, List<String> named) {
            List<String> lines = new ArrayList<>();
            if (placed != null && named.contains(String.valueOf(placed.segment())))
                lines.add(
                        line(
                                customer,
                                "strategic",
                                String.valueOf(placed.segment()),
                                placed.occurredAt()));
            List<Instant> bought = days.values().stream().limit(2).toList();
            lines.add(
                    line(
                            customer,
                            "purchases",
                            List.of("none", "one", "several").get(bought.size()),
                            bought.stream().max(Comparator.naturalOrder()).orElse(null)));
            List<ValueAssessed> course = course(customer);
            if (!course.isEmpty()) {
                ValueAssessed newest = course.getLast();
                Instant since = newest.occurredAt();
                for (ValueAssessed each : course.reversed()) {
                    if (!each.valueClass().equals(newest.valueClass())) break;
                    since = each.occurredAt();
                }
                lines.add(line(customer, "value", newest.valueClass(), since));
            }
            return lines;
        }

        private List<ValueAssessed> course(String customer) {
            List<ValueAssessed> own = assessed.get(customer);
            if (own != null) return own;
            List<ValueAssessed> found = List.of();
            for (List<ValueAssessed> each : assessed.values())
                if (found.isEmpty() || LATER.compare(each.getLast(), found.getLast()) > 0)
                    found = each;
            return found;
        }

        private static String line(
                String customer, String by, String segment, @Nullable Instant since) {
            String at = since == null ? "null" : since.toString().replace("T", " ");
            return String.join("|", customer, by, segment, at.replace("Z", ""));
        }
    }

    private static final Map<ValueAssessed, Long> POSITIONS = new IdentityHashMap<>();
    private static final Comparator<ValueAssessed> LATER =
            Comparator.comparing(ValueAssessed::occurredAt).thenComparing(POSITIONS::get);

    private List<String> told(AsOf time) {
        List<RecordedEvent> events =
                story.readAfter(0, Integer.MAX_VALUE).stream().filter(time::admits).toList();
        Map<String, String> survivors = new HashMap<>();
        for (RecordedEvent event : events) {
            if (event.payload() instanceof CustomerMerged e)
                survivors.put(e.customerId().value(), e.survivor().value());
            if (event.payload() instanceof CustomerRestored e)
                survivors.remove(e.customerId().value());
        }
        Map<String, Told> told = new TreeMap<>();
        SegmentsNamed names = null;
        for (RecordedEvent event : events) {
            if (event.payload() instanceof SegmentsNamed e) {
                names = e;
                continue;
            }
            String at = event.subject();
            for (int hop = 0; hop < HOPS && survivors.containsKey(at); hop++)
                at = survivors.get(at);
            if (event.payload() instanceof CustomerPlaced e) {
                Told its = told.computeIfAbsent(at, any -> new Told());
                boolean later =
                        its.placed == null || !e.occurredAt().isBefore(its.placed.occurredAt());
                if (at.equals(event.subject()) && later) its.placed = e;
            } else if (event.payload() instanceof ValueAssessed e) {
                POSITIONS.put(e, event.position());
                Told its = told.computeIfAbsent(at, any -> new Told());
                its.assessed.computeIfAbsent(event.subject(), any -> new ArrayList<>()).add(e);
            } else {
                Told its = told.computeIfAbsent(at, any -> new Told());
                if (event.payload() instanceof InteractionRecorded e && e.kind().equals("order"))
                    its.days.merge(
                            e.occurredAt().atZone(Copy.ZONE).toLocalDate(),
                            e.occurredAt(),
                            (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        List<String> lines = new ArrayList<>();
        List<String> named = names == null ? List.of() : names.segments();
        told.forEach(
                (customer, its) -> {
                    its.assessed.values().forEach(each -> each.sort(LATER));
                    lines.addAll(its.lines(customer, named));
                });
        return lines;
    }

    @Test
    void areWhatTheEventsSayNowAndAtAnyTime() {
        trade();
        try (Copy copy = new Copy(folder, story).settled()) {
            assertThat(copy.lines(ASKED))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(told(AsOf.NOW));
            for (int i = 0; i < 8; i++) {
                Instant asOf = Scenario.at("1997-%02d-%02d".formatted(1 + random.nextInt(12), 5));
                Instant known =
                        story.readAfter(CUSTOMERS + random.nextInt(EVENTS - CUSTOMERS), 1)
                                .getFirst()
                                .recordedAt();
                String time = "segments_at('%s', '%s')".formatted(asOf, known);
                assertThat(copy.lines(ASKED.replace("segments", time)))
                        .as("seed %d, %s", seed, time)
                        .containsExactlyInAnyOrderElementsOf(told(new AsOf(asOf, known)));
            }
        }
    }

    @Test
    void canBeJoinedWithWhatTheyAreAskedAbout() {
        trade();
        try (Copy copy = new Copy(folder, story).settled()) {
            List<String> lines =
                    copy.lines(
                            "SELECT segment, count(*) FROM segments JOIN monthly_value USING"
                                    + " (customer) WHERE segmentation = 'value' GROUP BY ALL");
            Set<String> classes = new HashSet<>();
            lines.forEach(line -> classes.add(line.substring(0, line.indexOf('|'))));
            assertThat(CLASSES).as("seed %d", seed).containsAll(classes);
            assertThat(classes).isNotEmpty();
        }
    }
}
