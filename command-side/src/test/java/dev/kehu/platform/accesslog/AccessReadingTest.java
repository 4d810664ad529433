package dev.kehu.platform.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * "Who saw this customer" of many looks. {@code -Dkehu.looks=1000000} measures: it prints the
 * slowest of a hundred questions each.
 */
class AccessReadingTest {
    private static final int LOOKS = Integer.getInteger("kehu.looks", 5_000);
    private static final int CUSTOMERS = 1_000, TOGETHER = 500;

    @TempDir Path directory;

    private static Access look(int number) {
        Instant at = Instant.ofEpochSecond(number);
        List<String> seen = List.of("customer-" + number % CUSTOMERS);
        return number % 100 == 0
                ? Access.wide(at, "reader-" + number % 7, "/v1/analysis/sql", "analysis")
                : Access.of(at, "reader-" + number % 7, "/v1/customers/{id}", "service", seen);
    }

    private static List<String> plan(AccessFile file, String sql) {
        return file.reading().read("EXPLAIN QUERY PLAN " + sql, rows -> rows.getString("detail"));
    }

    private static void slowest(String what, Runnable question) {
        long slowest = 0;
        for (int i = 0; i < 100; i++) {
            long begin = System.nanoTime();
            question.run();
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        if (LOOKS > 5_000) {
            System.out.printf(
                    "%,d looks: %s took %d us at most%n",
                    LOOKS, what, Duration.ofNanos(slowest).toNanos() / 1_000);
        }
    }

    @Test
    void answersByIndexesHoweverManyLooksThereAre() throws Exception {
        try (AccessFile file = AccessFile.open(directory.resolve("access.db"))) {
            for (int from = 1; from <= LOOKS; from += TOGETHER) {
                List<Access> group = new ArrayList<>();
                IntStream.range(from, from + TOGETHER).mapToObj(n -> look(n)).forEach(group::add);
                file.append(group);
            }
            AccessReading reading = file.reading();
            List<Entry> found = reading.of(List.of("customer-7"), Long.MAX_VALUE, 1_000_000);
            assertThat(found)
                    .hasSize(LOOKS / CUSTOMERS)
                    .isSortedAccordingTo(AccessReadingTest::newestFirst);
            assertThat(reading.readers()).hasSize(7);
            for (int customers : new int[] {1, 3}) {
                assertThat(plan(file, AccessReading.whoSaw(customers)))
                        .anyMatch(
                                step ->
                                        step.startsWith(
                                                "SEARCH seen USING PRIMARY KEY (customer=?"))
                        .anyMatch(step -> step.startsWith("SEARCH e USING INTEGER PRIMARY KEY"))
                        .noneMatch(step -> step.startsWith("SCAN"));
            }
            assertThat(plan(file, "SELECT count(*) FROM entry WHERE beyond <> 0"))
                    .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .contains("entry_wide");
            slowest(
                    "a page of one customer",
                    () -> reading.of(List.of("customer-7"), Long.MAX_VALUE, 100));
            slowest(
                    "a page of three who are one",
                    () ->
                            reading.of(
                                    List.of("customer-7", "customer-8", "customer-9"),
                                    Long.MAX_VALUE,
                                    100));
            slowest(
                    "all looks at one",
                    () -> reading.of(List.of("customer-7"), Long.MAX_VALUE, 1_000));
            slowest("how many looks name nobody", reading::wide);
            slowest("who ever looked", reading::readers);
        }
    }

    /** A long question holds up nobody's signature. */
    @Test
    void letsTheTreeBeReadWhileAQuestionIsAnswered() throws Exception {
        try (AccessFile file = AccessFile.open(directory.resolve("access.db"))) {
            file.append(List.of(look(1)));
            List<Integer> leaves =
                    file.reading()
                            .read("SELECT 1", rows -> elsewhere(() -> file.after(0, 9).size()));
            assertThat(leaves).containsExactly(1);
        }
    }

    private static int elsewhere(Supplier<Integer> work) {
        return CompletableFuture.supplyAsync(work).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static int newestFirst(Entry one, Entry other) {
        return Long.compare(other.number(), one.number());
    }
}
