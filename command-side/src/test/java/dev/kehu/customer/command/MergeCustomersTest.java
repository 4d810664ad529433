package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class MergeCustomersTest {
    private static final AtomicInteger CODES = new AtomicInteger();
    private static Firm firm;
    private CustomerId one;
    private CustomerId other;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @BeforeEach
    void twoCustomers() {
        one = firm.registered("M-" + CODES.incrementAndGet());
        other = firm.registered("M-" + CODES.incrementAndGet());
    }

    private static MergeCustomers merge(CustomerId survivor, CustomerId absorbed) {
        return new MergeCustomers(survivor, absorbed, "the same", Firm.WHEN);
    }

    private static UnmergeCustomers unmerge(CustomerId survivor, CustomerId absorbed) {
        return new UnmergeCustomers(survivor, absorbed, "not the same", Firm.WHEN);
    }

    private static final CustomerId NOBODY = new CustomerId("customer-nobody");

    @Nested
    class Merging {
        @Test
        void recordsOneEventOnEachStreamWhicheverIdComesFirst() {
            for (var pair : List.of(List.of(one, other), List.of(other, one))) {
                long before = firm.head();
                firm.send(merge(pair.get(0), pair.get(1)));
                List<RecordedEvent> events = firm.history().readAfter(before, 10);
                assertThat(events.stream().map(RecordedEvent::name))
                        .containsExactly("customer.absorbed", "customer.merged");
                assertThat(events.stream().map(RecordedEvent::subject))
                        .containsExactly(pair.get(0).value(), pair.get(1).value());
                firm.send(unmerge(pair.get(0), pair.get(1)));
            }
        }

        @Test
        void refusesWhatCannotBeMerged() {
            firm.refuses("merge.same", merge(one, one));
            firm.refuses("customer.unknown", merge(one, NOBODY));
            firm.refuses("customer.unknown", merge(NOBODY, one));
        }

        @Test
        void refusesTheSecondTimeAndAnyCircle() {
            firm.send(merge(one, other));
            firm.refuses("merge.already-merged", merge(one, other));
            firm.refuses("merge.survivor-merged", merge(other, one));
        }

        @Test
        void refusesADecisionOnAStaleVersion() {
            long seen = firm.head();
            firm.send(merge(one, other), Firm.expecting(seen));
            CustomerId third = firm.registered("M-" + CODES.incrementAndGet());
            firm.refuses("customer.changed", merge(one, third), Firm.expecting(seen));
        }

        @Test
        void neverBlocksOrMergesInACircleWhenBothOrdersComeAtOnce() throws Exception {
            for (int round = 0; round < 20; round++) {
                twoCustomers();
                AtomicInteger merged = new AtomicInteger();
                CyclicBarrier start = new CyclicBarrier(2);
                Thread there = racing(merge(one, other), start, merged);
                Thread back = racing(merge(other, one), start, merged);
                there.join();
                back.join();
                assertThat(merged).hasValue(1);
            }
        }

        private Thread racing(MergeCustomers merge, CyclicBarrier start, AtomicInteger merged) {
            return Thread.ofPlatform()
                    .start(
                            () -> {
                                try {
                                    start.await();
                                    firm.send(merge);
                                    merged.incrementAndGet();
                                } catch (Refusal lost) {
                                    assertThat(lost.code()).startsWith("merge.");
                                } catch (Exception e) {
                                    merged.addAndGet(100);
                                }
                            });
        }
    }

    @Nested
    class Unmerging {
        @Test
        void recordsOneEventOnEachStreamAndAllowsMergingAgain() {
            firm.send(merge(one, other));
            long before = firm.head();
            firm.send(unmerge(one, other));
            assertThat(firm.after(before))
                    .containsExactly("customer.separated", "customer.restored");
            firm.send(merge(other, one));
        }

        @Test
        void refusesWhatIsNotMerged() {
            firm.refuses("merge.not-merged", unmerge(one, other));
            firm.send(merge(one, other));
            firm.refuses("merge.not-merged", unmerge(other, one));
            firm.refuses("customer.unknown", unmerge(one, NOBODY));
            firm.send(unmerge(one, other));
            firm.refuses("merge.not-merged", unmerge(one, other));
        }
    }
}
