package dev.kehu.privacy.process.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.eventstore.GroupCommitEngine;
import dev.kehu.platform.sweep.Sweep;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ErasureId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class ErasureReceiptTest {
    private static final int MANY = 50_000;

    private static List<String> ids(String prefix) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> prefix + "-01234567-89ab-cdef-0123-" + (1_000_000 + i))
                .toList();
    }

    @Test
    void fitsIntoAnEventHoweverMuchWasTouched(@TempDir Path directory) throws Exception {
        try (Firm firm = Firm.in(directory)) {
            firm.registered("A-1");
            List<String> customers = ids("customer");
            Decision decided =
                    new Decision(
                            new ErasureId("erasure-1"),
                            new CustomerId(customers.getFirst()),
                            false,
                            customers,
                            "GDPR 17",
                            null,
                            1,
                            Firm.WHEN);
            Sweep.Swept swept = new Sweep.Swept(1, 0, MANY, 1, ids("found"), ids("unreadable"));
            String whole =
                    firm.get(ErasureReceipt.class)
                            .of(
                                    decided,
                                    new ErasureReceipt.Done(
                                            ids("subject"),
                                            List.of(),
                                            ids("interaction"),
                                            List.of("keys"),
                                            swept,
                                            true,
                                            LongStream.range(0, MANY).boxed().toList(),
                                            ids("copy")));
            int quoted = new JsonMapper().writeValueAsString(whole).length();
            assertThat(quoted + Listing.LARGEST).isLessThan(GroupCommitEngine.MAX_EVENT_BYTES);
            JsonNode receipt = new JsonMapper().readTree(whole).get("receipt");
            assertThat(receipt.get("customers").size()).isBetween(1_000, MANY - 1);
            assertThat(receipt.at("/shortened/customers/count").asInt()).isEqualTo(MANY);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            customers.forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(receipt.at("/shortened/customers/sha256").asString())
                    .isEqualTo(HexFormat.of().formatHex(digest.digest()));
        }
    }
}
