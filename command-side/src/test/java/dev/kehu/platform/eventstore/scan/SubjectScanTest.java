package dev.kehu.platform.eventstore.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.Drafts;
import dev.kehu.platform.eventstore.scan.SubjectScan.Range;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

@Timeout(60)
class SubjectScanTest {
    private static final Range ALL = new Range("customer-", "customer-~");

    private final Subjects history = new Subjects();

    @Test
    void handsOutEverySubjectOnceAndInOrderWhateverTheThreads() {
        System.out.println("seed " + Drafts.SEED);
        Random random = new Random(Drafts.SEED);
        history.of(500, () -> 1 + random.nextInt(9));
        for (int threads = 1; threads <= 4; threads++) {
            List<String> met = new ArrayList<>();
            new SubjectScan(history, threads, 1 + random.nextInt(60))
                    .each(ALL, history::within, met::addAll);
            assertThat(met).isEqualTo(history.all());
        }
    }

    @Test
    void handsOutNothingOfNobody() {
        List<String> met = new ArrayList<>();
        new SubjectScan(history, 2, 10).each(ALL, history::within, met::addAll);
        assertThat(met).isEmpty();
    }

    @Test
    void worksOnSeveralRangesAtOnceAndOnFewAhead() {
        history.of(400, () -> 1);
        CyclicBarrier two = new CyclicBarrier(2);
        AtomicInteger begun = new AtomicInteger(), taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        new SubjectScan(history, 2, 10)
                .each(
                        ALL,
                        range -> {
                            most.accumulateAndGet(begun.incrementAndGet() - taken.get(), Math::max);
                            if (begun.get() <= 2) meet(two);
                            return range;
                        },
                        range -> taken.incrementAndGet());
        assertThat(taken).as("ranges of eleven").hasValue(37);
        assertThat(most.get()).isBetween(2, 4);
    }

    @Test
    void failsAsARangeFailed() {
        history.of(100, () -> 1);
        IllegalArgumentException broken = new IllegalArgumentException("broken");
        List<Range> taken = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                new SubjectScan(history, 2, 10)
                                        .each(
                                                ALL,
                                                range -> {
                                                    if (range.after().equals(ALL.after()))
                                                        return range;
                                                    throw broken;
                                                },
                                                taken::add))
                .isSameAs(broken);
        assertThat(taken).hasSize(1);
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who there is, once for each event. */
    private static final class Subjects implements History {
        private final List<String> events = new ArrayList<>();

        void of(int subjects, IntSupplier count) {
            for (int i = 0; i < subjects; i++)
                for (int n = count.getAsInt(); n > 0; n--) events.add("customer-%05d".formatted(i));
        }

        List<String> all() {
            return events.stream().distinct().toList();
        }

        List<String> within(Range range) {
            return all().stream()
                    .filter(s -> s.compareTo(range.after()) > 0 && s.compareTo(range.last()) <= 0)
                    .toList();
        }

        @Override
        public Optional<String> subjectBehind(String subject, int count) {
            return events.stream().filter(s -> s.compareTo(subject) > 0).skip(count).findFirst();
        }

        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RecordedEvent> readSubjects(
                String subject, long position, @Nullable String last, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String storeId() {
            return "store";
        }

        @Override
        public long head() {
            return events.size();
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
