package dev.kehu.value.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.memory.Reads;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.CustomerValueCommand.ApplyTreatment;
import dev.kehu.value.api.CustomerValueCommand.ConcludeTreatment;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValuePolicyCommand.PrescribeTreatments;
import dev.kehu.value.api.ValuePolicyEvent.TreatmentsSet;
import dev.kehu.value.api.ValuePolicyId;
import dev.kehu.value.process.assessment.Shop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a customer is worth is remembered, and snapshots of it tell the same. */
class RememberedValueTest {
    private Shop shop;
    private CustomerId ann;
    private CustomerValueId stream;

    @BeforeEach
    void open(@TempDir Path directory) {
        shop = Shop.in(directory, Map.of(), Reads.class);
        ann = shop.firm.registered("ANN");
        stream = CustomerValueId.of(ann);
        shop.orders(ann, "1998-06-01", "30.00");
        shop.assess();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private TreatmentsSet policy() {
        Map<String, BigDecimal> enough =
                Map.of(
                        "low", new BigDecimal("10"),
                        "secondary", new BigDecimal("10"),
                        "potential", new BigDecimal("10"),
                        "high", new BigDecimal("10"));
        Map<String, String> letters =
                Map.of("low", "letter", "secondary", "call", "potential", "visit", "high", "gift");
        shop.firm.send(
                new PrescribeTreatments(
                        ValuePolicyId.FIRM, "USD", letters, enough, enough, Firm.WHEN));
        List<RecordedEvent> policies = shop.firm.history().readStream(ValuePolicyId.FIRM.value());
        return (TreatmentsSet) policies.getLast().payload();
    }

    private ApplyTreatment applied(TreatmentsSet policy, String cost) {
        return new ApplyTreatment(stream, ann, policy, new BigDecimal(cost), Firm.WHEN);
    }

    @Test
    void neverReadsAgainWhatIsCommandedOften() throws Exception {
        TreatmentsSet policy = policy();
        shop.firm.send(applied(policy, "1.00"));
        Reads reads = shop.firm.get(Reads.class);
        assertThat(reads.during(() -> shop.firm.send(applied(policy, "2.00")))).isEmpty();
        shop.firm.refuses("value.treatment-ceiling", applied(policy, "7.01"));
        shop.orders(ann, "1998-06-20", "90.00");
        assertThat(reads.during(shop::assess)).doesNotContain("readTail " + stream.value());
        var conclude = new ConcludeTreatment(stream, ann, 1, Firm.WHEN);
        assertThat(reads.during(() -> shop.firm.send(conclude))).isEmpty();
        assertThat(state().treatments()).hasSize(2);
        assertThat(state().treatments().get(1).concluded()).isTrue();
    }

    private ValueRecord state() {
        ValueRecord state = ValueRecord.NONE;
        for (RecordedEvent event : shop.firm.history().readStream(stream.value()))
            state = new ValueFold().evolve(state, event.payload());
        return state;
    }

    @Test
    void isTheSameFromASnapshot() {
        shop.firm.send(applied(policy(), "1.00"));
        shop.orders(ann, "1998-06-20", "90.00");
        shop.assess();
        shop.firm.send(new ConcludeTreatment(stream, ann, 1, Firm.WHEN));
        JsonMapper json = new JsonMapper();
        byte[] kept = json.writeValueAsBytes(state());
        assertThat(json.readValue(kept, ValueRecord.class)).isEqualTo(state());
    }
}
