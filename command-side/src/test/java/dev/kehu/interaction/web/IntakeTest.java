package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.eventstore.GroupCommitEngine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

@Execution(ExecutionMode.CONCURRENT)
class IntakeTest extends OpenIntake {
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
}
