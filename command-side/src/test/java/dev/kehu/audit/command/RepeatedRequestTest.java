package dev.kehu.audit.command;

import static dev.kehu.platform.writeside.Firm.asking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

@Timeout(60)
class RepeatedRequestTest {
    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @Test
    void answersAlikeAndRecordsNothingMore() {
        Receipt first = firm.send(firm.registration("A"), asking("r1", "f"));
        long before = firm.head();
        assertThat(firm.after(first.position() - 1)).containsExactly("request.answered");
        Receipt again = firm.send(firm.registration("A"), asking("r1", "f"));
        assertThat(again).isEqualTo(first);
        assertThat(firm.head()).isEqualTo(before);
    }

    @Test
    void refusesARequestIdUsedForSomethingElse() {
        firm.send(firm.registration("B"), asking("r2", "f"));
        firm.refuses("request.reused", firm.registration("B2"), asking("r2", "g"));
    }

    @Test
    void doesNotRememberARefusal() {
        CustomerId one = firm.registered("C");
        CustomerId nobody = new CustomerId("customer-nobody");
        MergeCustomers merge = new MergeCustomers(one, nobody, null, Firm.WHEN);
        firm.refuses("customer.unknown", merge, asking("r3", "f"));
        MergeCustomers mended = new MergeCustomers(one, firm.registered("C2"), null, Firm.WHEN);
        assertThat(firm.send(mended, asking("r3", "g")).position()).isEqualTo(firm.head());
    }

    @Test
    void answersAMergeSentManyTimesAtOnceAlikeAndMergesOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            CustomerId one = firm.registered("M1-" + round);
            CustomerId other = firm.registered("M2-" + round);
            long before = firm.head();
            var merge = new MergeCustomers(one, other, null, Firm.WHEN);
            var asked = asking("merge-" + round, "f");
            assertThat(atOnce(6, () -> firm.send(merge, asked))).hasSize(1);
            assertThat(firm.after(before))
                    .containsExactlyInAnyOrder(
                            "customer.absorbed", "customer.merged", "request.answered");
        }
    }

    @Test
    void isAnsweredOnceWhenItComesManyTimesAtOnce() throws Exception {
        long before = firm.head();
        assertThat(atOnce(8, () -> firm.send(firm.registration("D"), asking("r4", "f")).subject()))
                .hasSize(1);
        assertThat(firm.after(before))
                .containsExactlyInAnyOrder(
                        "customer.registered", "code.claimed", "request.answered");
    }

    /** The different answers many callers got; a caller who got none fails the test. */
    private static <T> Set<T> atOnce(int callers, Supplier<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Future<T>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return call.get();
                                }));
            }
        }
        Set<T> different = new HashSet<>();
        for (Future<T> answer : answers) {
            different.add(answer.get());
        }
        return different;
    }
}
