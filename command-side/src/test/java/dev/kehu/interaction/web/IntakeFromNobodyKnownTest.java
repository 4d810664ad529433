package dev.kehu.interaction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.writeside.WriteSide;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@Execution(ExecutionMode.CONCURRENT)
class IntakeFromNobodyKnownTest extends OpenIntake {
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
        threads.forEach(IntakeFromNobodyKnownTest::join);
        assertThat(results).hasSize(8).allSatisfy(r -> is(r, "accepted", ""));
        assertThat(results.stream().map(ItemResult::customerId).distinct()).hasSize(1);
        assertThat(history().stream().filter(e -> e.name().equals("customer.opened"))).hasSize(1);
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
                                        .anyMatch(e -> e.name().equals("interaction.recorded")));
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
                send(order("o3", code("A"), "").replace("interaction.v1", "gossip.v1")).getFirst(),
                "quarantined",
                "type.unknown");
    }

    @Test
    void keepsNoPersonalTextInTheStoredBytes() throws Exception {
        send(
                customer("c1", "CANARY-CODE"),
                order("CANARY-ID", email("canary@example.org"), ",\"content\":\"CANARY-TEXT\""));
        kehu.close();
        try (var files = java.nio.file.Files.walk(directory)) {
            for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                String bytes = java.nio.file.Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .as(file.toString())
                        .doesNotContain("CANARY", "canary@example.org", "Name of");
            }
        }
        kehu = WriteSide.open(directory);
        assertThat(history().stream().map(e -> e.payload().toString()))
                .anyMatch(e -> e.contains("CANARY-TEXT"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
