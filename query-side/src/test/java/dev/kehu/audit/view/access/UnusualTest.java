package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.view.access.Unusual.Finding;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

class UnusualTest {
    /** A Monday. */
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Story story = new Story("s");
    private final OwnWork work = new OwnWork(story, new Pairs());

    /** Customers 90 and 91 are one. */
    private static final class Pairs implements Groups {
        @Override
        public String view() {
            return "identity";
        }

        @Override
        public Group live(String customer) {
            return customer.startsWith("customer-9")
                    ? new Group("customer-90", List.of("customer-90", "customer-91"))
                    : Group.alone(customer);
        }

        @Override
        public Group told(
                String customer, Function<String, ? extends Iterable<RecordedEvent>> eventsOf) {
            return live(customer);
        }

        @Override
        public long moved(Collection<String> customers) {
            return 0;
        }

        @Override
        public void listen(Consumer<Set<String>> listener) {}
    }

    private record Log(Hour hour, List<String> seen) implements AccessLog {
        @Override
        public Instant now() {
            return NOON;
        }

        @Override
        public void record(Access access) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Entry> of(Collection<String> customers, long before, int limit) {
            return List.of();
        }

        @Override
        public List<Entry> before(long number, int limit) {
            return List.of();
        }

        @Override
        public long wide() {
            return 0;
        }

        @Override
        public List<Hour> hours(Instant since) {
            return List.of(hour);
        }

        @Override
        public List<String> seenBy(String actor, Instant from, Instant to, int most) {
            return seen;
        }

        @Override
        public List<String> readers() {
            return List.of(hour.actor());
        }
    }

    private void meets(String employee, String customer) {
        story.tell(
                "interaction-" + story.head(),
                new InteractionRecorded(
                        new InteractionId("interaction-" + story.head()),
                        new CustomerId(customer),
                        "phone",
                        "inbound",
                        "enquiry",
                        NOON,
                        null,
                        null,
                        null,
                        null,
                        null,
                        employee,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "fp"));
    }

    private List<Finding> found(List<String> seen, long uncounted) {
        AccessLog.Hour hour = new AccessLog.Hour("ann", NOON, seen.size(), seen.size(), uncounted);
        return new Unusual(work, "UTC", 200, 3, 5, "7-20").since(new Log(hour, seen), NOON);
    }

    private static List<String> customers(int count) {
        return IntStream.range(0, count).mapToObj(n -> "customer-" + n).toList();
    }

    @Test
    void pointsAtManyCustomersOutsideOfOnesWork() {
        assertThat(found(customers(4), 0))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rules()).containsExactly("strangers");
                            assertThat(finding.strangers()).isEqualTo(4);
                        });
        assertThat(found(customers(3), 0)).isEmpty();
    }

    @Test
    void pointsAtNobodyWhoMetThem() {
        meets("ann", "customer-1");
        assertThat(found(customers(4), 0)).as("three are left").isEmpty();
        meets("ben", "customer-2");
        assertThat(found(customers(5), 0)).as("ben's are not ann's").hasSize(1);
    }

    @Test
    void takesThoseWhoAreOneForOne() {
        meets("ann", "customer-91");
        List<String> seen = new ArrayList<>(customers(3));
        seen.addAll(List.of("customer-90", "customer-91"));
        assertThat(found(seen, 0)).isEmpty();
        assertThat(work.strangers("ben", List.of("customer-90", "customer-91"))).isOne();
    }

    @Test
    void pointsAtManyLooksAtNobodyKnowsWhom() {
        assertThat(found(List.of(), 5)).isEmpty();
        assertThat(found(List.of(), 6))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rules()).containsExactly("wide"));
    }
}
