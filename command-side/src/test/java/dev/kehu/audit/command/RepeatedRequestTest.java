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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
            String request = "merge-" + round;
            Set<Receipt> answers = ConcurrentHashMap.newKeySet();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                callers.add(
                        Thread.ofPlatform()
                                .start(
                                        () ->
                                                answers.add(
                                                        firm.send(
                                                                new MergeCustomers(
                                                                        one, other, null,
                                                                        Firm.WHEN),
                                                                asking(request, "f")))));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(answers).hasSize(1);
            assertThat(firm.after(before))
                    .containsExactlyInAnyOrder(
                            "customer.absorbed", "customer.merged", "request.answered");
        }
    }

    @Test
    void isAnsweredOnceWhenItComesManyTimesAtOnce() throws Exception {
        long before = firm.head();
        Set<String> subjects = ConcurrentHashMap.newKeySet();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            subjects.add(
                                                    firm.send(
                                                                    firm.registration("D"),
                                                                    asking("r4", "f"))
                                                            .subject())));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(subjects).hasSize(1);
        assertThat(firm.after(before))
                .containsExactlyInAnyOrder(
                        "customer.registered", "code.claimed", "request.answered");
    }
}
