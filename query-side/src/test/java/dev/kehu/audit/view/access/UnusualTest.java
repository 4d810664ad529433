package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.view.access.Unusual.Finding;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.world.Story;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

class UnusualTest {
    /** A Monday. */
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Story story = new Story("s");
    private final Sealed sealed = new Sealed(story);
    private final OwnWork work = new OwnWork(sealed, new Pairs());

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

    /** Somebody's key is missing: nothing but what is open can be read. */
    private static final class Sealed implements History {
        private final Story story;
        private final List<String> read = new ArrayList<>();

        Sealed(Story story) {
            this.story = story;
        }

        @Override
        public History openAlone(Set<Class<? extends DomainEvent>> classes) {
            assertThat(classes).containsExactly(InteractionRecorded.class);
            return new Open(story, read);
        }

        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            throw new IllegalStateException("no key");
        }

        @Override
        public List<RecordedEvent> readSubjects(
                String subject, long position, @Nullable String last, int limit) {
            throw new IllegalStateException("no key");
        }

        @Override
        public Optional<String> subjectBehind(String subject, int events) {
            return story.subjectBehind(subject, events);
        }

        @Override
        public String storeId() {
            return story.storeId();
        }

        @Override
        public long head() {
            return story.head();
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            throw new IllegalStateException("no key");
        }
    }

    private record Open(Story story, List<String> read) implements History {
        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            if (position == 0) read.add(subject);
            return story.readSubject(subject, position, limit);
        }

        @Override
        public List<RecordedEvent> readSubjects(
                String subject, long position, @Nullable String last, int limit) {
            return story.readSubjects(subject, position, last, limit);
        }

        @Override
        public Optional<String> subjectBehind(String subject, int events) {
            return story.subjectBehind(subject, events);
        }

        @Override
        public String storeId() {
            return story.storeId();
        }

        @Override
        public long head() {
            return story.head();
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            return story.readAfter(position, limit);
        }
    }

    private record Log(List<Hour> all, List<String> seen) implements AccessLog {
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
            return all;
        }

        @Override
        public List<String> seenBy(String actor, Instant from, Instant to, int most) {
            return seen;
        }

        @Override
        public List<String> readers() {
            return all.stream().map(Hour::actor).toList();
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
        return found(List.of(hour), seen);
    }

    private List<Finding> found(List<AccessLog.Hour> hours, List<String> seen) {
        return new Unusual(work, "UTC", 200, 3, 5, "7-20").since(new Log(hours, seen), NOON);
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
        assertThat(work.report().strangers("ben", List.of("customer-90", "customer-91"))).isOne();
    }

    @Test
    void looksAtNobodyTwiceHoweverManySawThem() {
        meets("ann", "customer-1");
        List<AccessLog.Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < 3; hour++) {
            for (String actor : List.of("ann", "ben")) {
                Instant begin = NOON.plus(Duration.ofHours(hour));
                hours.add(new AccessLog.Hour(actor, begin, 5, 5, 0));
            }
        }
        List<Finding> found = found(hours, customers(5));
        assertThat(found).extracting(Finding::strangers).containsExactly(4, 5, 4, 5, 4, 5);
        assertThat(found).extracting(Finding::hour).isSorted();
        assertThat(sealed.read).containsExactlyInAnyOrderElementsOf(customers(5));
    }

    @Test
    void looksAtNoMoreThanItMay() {
        OwnWork.Report report = work.report(4);
        assertThat(report.strangers("ann", customers(3))).isEqualTo(3);
        assertThat(report.strangers("ann", customers(5))).isNull();
        assertThat(report.strangers("ben", customers(4))).isEqualTo(4);
        assertThat(sealed.read).hasSize(4);
    }

    @Test
    void pointsAtManyLooksAtNobodyKnowsWhom() {
        assertThat(found(List.of(), 5)).isEmpty();
        assertThat(found(List.of(), 6))
                .singleElement()
                .satisfies(finding -> assertThat(finding.rules()).containsExactly("wide"));
    }
}
