package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.view.access.Unusual.Finding;
import dev.kehu.audit.view.access.Unusual.Strange;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.ForwardingHistory;
import dev.kehu.platform.world.Story;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

class UnusualTest {
    /** A Monday. */
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Story story = new Story("s");
    private final Sealed sealed = new Sealed(story);
    private final OwnWork work = new OwnWork(sealed, new Together("customer-90", "customer-91"));

    /** Somebody's key is missing: nothing but what is open can be read. */
    private static final class Sealed extends ForwardingHistory {
        private final List<String> read = new ArrayList<>();
        private final Set<Long> damaged = new HashSet<>();

        Sealed(Story story) {
            super(story);
        }

        @Override
        public History openAlone(Set<Class<? extends DomainEvent>> classes) {
            assertThat(classes).containsExactly(InteractionRecorded.class);
            return new Open(history, read, damaged, false);
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
        public List<RecordedEvent> readAfter(long position, int limit) {
            throw new IllegalStateException("no key");
        }
    }

    /** Notes whose events are read; some of those are damaged. */
    private static final class Open extends ForwardingHistory {
        private final List<String> read;
        private final Set<Long> damaged;
        private final boolean forgiving;

        Open(History history, List<String> read, Set<Long> damaged, boolean forgiving) {
            super(history);
            this.read = read;
            this.damaged = damaged;
            this.forgiving = forgiving;
        }

        @Override
        public History forgiving() {
            return new Open(history, read, damaged, true);
        }

        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            if (position == 0) read.add(subject);
            return super.readSubject(subject, position, limit).stream().map(this::told).toList();
        }

        private RecordedEvent told(RecordedEvent event) {
            if (!damaged.contains(event.position())) return event;
            if (!forgiving) throw new IllegalStateException("damaged");
            return event.with(UNREADABLE);
        }
    }

    private static final class Log extends EmptyLog {
        private final List<Hour> all;
        private final List<String> seen;

        Log(List<Hour> all, List<String> seen) {
            super(NOON);
            this.all = all;
            this.seen = seen;
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
        return strange(hours, seen).items();
    }

    private Strange strange(List<AccessLog.Hour> hours, List<String> seen) {
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
    void passesOverWhatCannotBeReadAndSaysHowMuch() {
        meets("ann", "customer-1");
        sealed.damaged.add(story.head());
        meets("ann", "customer-2");
        AccessLog.Hour hour = new AccessLog.Hour("ann", NOON, 5, 5, 0);
        Strange strange = strange(List.of(hour, hour), customers(5));
        assertThat(strange.items()).extracting(Finding::strangers).containsExactly(4, 4);
        assertThat(strange.unreadable()).isOne();
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
