package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.writeside.WriteSide;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class IntakeTest {
    private static final Origin CHANNEL = Origin.of("channel");

    @TempDir Path directory;

    private WriteSide kehu;

    @BeforeEach
    void open() {
        kehu = WriteSide.open(directory);
    }

    @AfterEach
    void close() {
        kehu.close();
    }

    private List<ItemResult> send(String... events) {
        List<byte[]> items = new ArrayList<>();
        for (String event : events) {
            items.add(event.getBytes(StandardCharsets.UTF_8));
        }
        return kehu.get(BatchIntake.class).take(items, CHANNEL);
    }

    private static String customer(String id, String code) {
        return """
        {"specversion":"1.0","id":"%s","source":"/shop","type":"dev.kehu.customer.v1","time":"1997-01-01T00:00:00Z",
         "data":{"code":"%s","name":"Name of %s"}}\
        """
                .formatted(id, code, code);
    }

    private static String order(String id, String customer, String more) {
        return """
        {"specversion":"1.0","id":"%s","source":"/shop","type":"dev.kehu.interaction.v1","time":"1997-01-18T12:00:00Z",
         "data":{"channel":"web","direction":"inbound","kind":"order","customer":%s,"summary":"2 CDs"%s}}\
        """
                .formatted(id, customer, more);
    }

    private static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }

    private static String email(String address) {
        return "{\"contact\":{\"kind\":\"email\",\"value\":\"" + address + "\"}}";
    }

    private List<RecordedEvent> history() {
        return kehu.get(EventHistory.class).readAfter(0, 1000);
    }

    private static void is(ItemResult result, String status, String code) {
        assertThat(result.status()).as(String.valueOf(result)).isEqualTo(status);
        assertThat(result.problem() == null ? "" : result.problem().code()).isEqualTo(code);
    }

    @Test
    void quarantinesBytesOfAnUnknownTypeAndTellsThemApart() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\",\"type\":\"scan\",\"data_base64\":\"%s\"}";
        is(send(event.formatted("/9j/")).getFirst(), "quarantined", "type.unknown");
        is(send(event.formatted("/9k/")).getFirst(), "conflict", "event.conflict");
        assertThat(history().getLast().payload())
                .isInstanceOfSatisfying(
                        dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined.class,
                        kept -> assertThat(kept.event()).contains("\"data_base64\":\"/9j/\""));
    }

    @Test
    void rejectsBytesOfAKnownType() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/s\",\"type\":\"%s\",\"data_base64\":\"/9j/\"}";
        for (String type : List.of("dev.kehu.interaction.v1", "dev.kehu.customer.v1")) {
            is(send(event.formatted(type)).getFirst(), "rejected", "data.malformed");
        }
        assertThat(history()).isEmpty();
    }

    @Nested
    class GivenARegisteredCustomer {
        private String customerId;

        @BeforeEach
        void register() {
            ItemResult result = send(customer("c1", "A-1")).getFirst();
            is(result, "accepted", "");
            customerId = result.customerId();
        }

        @Test
        void recordsAnOrderByCode() {
            ItemResult result = send(order("o1", code("A-1"), "")).getFirst();
            is(result, "accepted", "");
            assertThat(result.customerId()).isEqualTo(customerId);
            assertThat(history().get((int) (result.position() - 1)).name())
                    .isEqualTo("interaction.recorded");
        }

        @Test
        void answersAResendWithThePositionOfTheFirst() {
            ItemResult first = send(order("o1", code("A-1"), "")).getFirst();
            int before = history().size();
            ItemResult again = send(order("o1", code("A-1"), "   ")).getFirst();
            is(again, "duplicate", "");
            assertThat(again.position()).isEqualTo(first.position());
            assertThat(history()).hasSize(before);
        }

        @Test
        void tellsAConflictFromADuplicate() {
            send(order("o1", code("A-1"), ""));
            is(
                    send(order("o1", code("A-1"), ",\"quantity\":3")).getFirst(),
                    "conflict",
                    "event.conflict");
        }

        @Test
        void answersAKnownKeyBeforeItLooksAtAnythingElse() {
            send(order("o1", code("A-1"), ""));
            is(send(order("o1", code("NOBODY"), "")).getFirst(), "conflict", "event.conflict");
            is(send(order("o1", "{}", "")).getFirst(), "conflict", "event.conflict");
        }

        @Test
        void findsTheCustomerWhenItIsSentAgainUnderAnotherKey() {
            ItemResult again = send(customer("c2", "A-1")).getFirst();
            is(again, "accepted", "");
            assertThat(again.customerId()).isEqualTo(customerId);
        }

        @Test
        void takesNoOtherStreamForACustomer() {
            send(order("o1", code("A-1"), ""), order("o2", code("NOBODY"), ""));
            for (RecordedEvent event : history()) {
                if (!event.stream().equals(customerId)) {
                    String id = "{\"id\":\"" + event.stream() + "\"}";
                    is(
                            send(order("by-" + event.position(), id, "")).getFirst(),
                            "rejected",
                            "customer.unknown");
                }
            }
        }

        @Test
        void keepsTheOrderOfItemsThatCallOneCustomerByTwoAddresses() {
            send(order("e0", email("two@example.org"), ""));
            send(
                    """
                    {"specversion":"1.0","id":"c9","source":"/shop","type":"dev.kehu.customer.v1",
                     "data":{"code":"TWO","name":"Two","contacts":[{"kind":"email","value":"two@example.org"},
                     {"kind":"phone","value":"+8613800138000"}]}}\
                    """);
            String phone = "{\"contact\":{\"kind\":\"phone\",\"value\":\"+8613800138000\"}}";
            for (int round = 0; round < 10; round++) {
                List<ItemResult> results =
                        send(
                                order("x" + round, email("two@example.org"), ""),
                                order("y" + round, phone, ""),
                                order("z" + round, email("two@example.org"), ""));
                assertThat(results.stream().map(ItemResult::customerId).distinct()).hasSize(1);
                assertThat(results.stream().map(ItemResult::position).toList()).isSorted();
            }
        }

        @Test
        void keepsTheOrderOfOneCustomersItemsInABatch() {
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                events.add(order("b" + i, code("A-1"), ""));
            }
            List<ItemResult> results = send(events.toArray(String[]::new));
            assertThat(results).allSatisfy(r -> is(r, "accepted", ""));
            assertThat(results.stream().map(ItemResult::position).toList()).isSorted();
        }

        private List<String> orders(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> order("many-" + i, code("A-1"), ""))
                    .collect(Collectors.toCollection(ArrayList::new));
        }

        @Test
        void writesManyItemsOfOneCustomerInFewAppendsEachWithItsPosition() {
            long before = kehu.get(GroupCommitEngine.class).figures().members();
            long head = history().getLast().position();
            List<ItemResult> results = send(orders(200).toArray(String[]::new));
            assertThat(results)
                    .extracting(ItemResult::position)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(head + 1, head + 200).boxed().toList());
            assertThat(results).extracting(ItemResult::customerId).containsOnly(customerId);
            assertThat(kehu.get(GroupCommitEngine.class).figures().members() - before)
                    .isLessThanOrEqualTo(4);
        }

        @Test
        void takesTheOthersWhereOneOfManyIsKnownOrWrong() {
            is(send(order("many-7", code("A-1"), "")).getFirst(), "accepted", "");
            List<String> events = orders(20);
            events.set(
                    3,
                    order(
                            "many-3",
                            code("A-1"),
                            ",\"amount\":{\"value\":\"1.001\",\"currency\":\"USD\"}"));
            events.set(9, order("many-9", code("nobody"), ""));
            List<ItemResult> results = send(events.toArray(String[]::new));
            is(results.get(7), "duplicate", "");
            assertThat(results.get(3).status()).isEqualTo("rejected");
            is(results.get(9), "quarantined", "customer.unknown");
            results = new ArrayList<>(results);
            results.removeIf(result -> !result.status().equals("accepted"));
            assertThat(results).hasSize(17).extracting(ItemResult::position).isSorted();
            assertThat(history())
                    .filteredOn(event -> event.name().equals("interaction.recorded"))
                    .hasSize(18);
        }

        @Test
        void letsTheFirstOfEqualKeysWin() {
            List<ItemResult> results =
                    send(order("o1", code("A-1"), ""), order("o1", code("A-1"), ""));
            is(results.get(0), "accepted", "");
            is(results.get(1), "duplicate", "");
        }
    }

    @Nested
    class GivenNobodyKnown {
        @Test
        void opensOneAnonymousCustomerForTwoChannelsAtOnce() {
            List<ItemResult> results = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String event = order("t" + i, email("Someone@Example.org"), "");
                threads.add(
                        Thread.startVirtualThread(
                                () -> {
                                    List<ItemResult> mine = send(event);
                                    synchronized (results) {
                                        results.addAll(mine);
                                    }
                                }));
            }
            threads.forEach(IntakeTest::join);
            assertThat(results).hasSize(8).allSatisfy(r -> is(r, "accepted", ""));
            assertThat(results.stream().map(ItemResult::customerId).distinct()).hasSize(1);
            assertThat(history().stream().filter(e -> e.name().equals("customer.opened")))
                    .hasSize(1);
        }

        @Test
        void quarantinesAnUnknownCodeAndReleasesItOnceTheCustomerIsRegistered() {
            ItemResult held = send(order("o1", code("LATE"), "")).getFirst();
            is(held, "quarantined", "customer.unknown");
            is(send(order("o1", code("LATE"), "")).getFirst(), "duplicate", "");
            String customer = send(customer("c1", "LATE")).getFirst().customerId();
            Awaitility.await()
                    .until(
                            () ->
                                    history().stream()
                                            .anyMatch(
                                                    e -> e.name().equals("interaction.recorded")));
            assertThat(history().getLast().subject()).isEqualTo(customer);
        }

        @Test
        void registersThePersonWhoHadMadeContactBefore() {
            String anonymous = send(order("o1", email("a@b.org"), "")).getFirst().customerId();
            String registered =
                    send("""
                    {"specversion":"1.0","id":"c1","source":"/shop","type":"dev.kehu.customer.v1",
                     "data":{"code":"X","name":"X","contacts":[{"kind":"email","value":"A@B.org"}]}}\
                    """)
                            .getFirst()
                            .customerId();
            assertThat(registered).isEqualTo(anonymous);
        }

        @Test
        void rejectsMoreDecimalsThanTheCurrencyHasEvenZeros() {
            for (String money :
                    new String[] {
                        "12.500\",\"currency\":\"USD",
                        "1.0\",\"currency\":\"JPY",
                        "99999999999999.00\",\"currency\":\"USD"
                    }) {
                is(
                        send(order("p", code("A"), ",\"amount\":{\"value\":\"" + money + "\"}"))
                                .getFirst(),
                        "rejected",
                        "amount.precision");
            }
        }

        @Test
        void rejectsWithoutWritingAnything() {
            is(
                    send(order("o1", "{\"id\":\"customer-unknown\"}", "")).getFirst(),
                    "rejected",
                    "customer.unknown");
            is(
                    send(order("o2", "{\"code\":\"A\",\"id\":\"b\"}", "")).getFirst(),
                    "rejected",
                    "customer.ambiguous");
            is(
                    send(order(
                                    "o3",
                                    code("A"),
                                    ",\"amount\":{\"value\":\"-1.00\",\"currency\":\"USD\"}"))
                            .getFirst(),
                    "rejected",
                    "amount.negative");
            is(
                    send(order(
                                    "o4",
                                    code("A"),
                                    ",\"amount\":{\"value\":\"1.001\",\"currency\":\"USD\"}"))
                            .getFirst(),
                    "rejected",
                    "amount.precision");
            is(
                    send(order(
                                    "o5",
                                    code("A"),
                                    ",\"amount\":{\"value\":\"1.00\",\"currency\":\"ABC\"}"))
                            .getFirst(),
                    "rejected",
                    "currency.unknown");
            is(
                    send(order("o6", code("A"), ",\"tags\":\"no list\"")).getFirst(),
                    "rejected",
                    "data.malformed");
            is(
                    send("{\"specversion\":\"1.0\",\"id\":\"x\"}").getFirst(),
                    "rejected",
                    "event.malformed");
            is(send("7").getFirst(), "rejected", "event.malformed");
            is(send("{\"id\":\"x\",\"id\":\"x\"}").getFirst(), "rejected", "event.malformed");
            is(
                    send(order("o7", code("A"), ",\"content\":\"" + "x".repeat(66_000) + "\""))
                            .getFirst(),
                    "rejected",
                    "event.too-large");
            is(
                    send(order("o8", code("A"), "").replace("12:00:00Z", "12:00:60Z")).getFirst(),
                    "rejected",
                    "time.malformed");
            assertThat(history()).isEmpty();
        }

        @Test
        void quarantinesWhatAPersonMustLookAt() {
            is(
                    send(order("o1", code("A"), "").replace("1997", "2999")).getFirst(),
                    "quarantined",
                    "time.implausible");
            is(
                    send(order("o2", code("A"), "").replace("1997", "1066")).getFirst(),
                    "quarantined",
                    "time.implausible");
            is(
                    send(order("o3", code("A"), "").replace("interaction.v1", "gossip.v1"))
                            .getFirst(),
                    "quarantined",
                    "type.unknown");
        }

        @Test
        void keepsNoPersonalTextInTheStoredBytes() throws Exception {
            send(
                    customer("c1", "CANARY-CODE"),
                    order(
                            "CANARY-ID",
                            email("canary@example.org"),
                            ",\"content\":\"CANARY-TEXT\""));
            kehu.close();
            try (var files = java.nio.file.Files.walk(directory)) {
                for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                    String bytes =
                            java.nio.file.Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(bytes)
                            .as(file.toString())
                            .doesNotContain("CANARY", "canary@example.org", "Name of");
                }
            }
            kehu = WriteSide.open(directory);
            assertThat(history().stream().map(e -> e.payload().toString()))
                    .anyMatch(e -> e.contains("CANARY-TEXT"));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
