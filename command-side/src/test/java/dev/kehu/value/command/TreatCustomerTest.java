package dev.kehu.value.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.CustomerValueCommand.ApplyTreatment;
import dev.kehu.value.api.CustomerValueCommand.ConcludeTreatment;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ValuePolicyCommand.PrescribeTreatments;
import dev.kehu.value.api.ValuePolicyCommand.QuoteRates;
import dev.kehu.value.api.ValuePolicyEvent.TreatmentsSet;
import dev.kehu.value.api.ValuePolicyId;
import dev.kehu.value.process.assessment.Shop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class TreatCustomerTest {
    private Shop shop;
    private CustomerId ann;

    @BeforeEach
    void open(@TempDir Path directory) {
        shop = Shop.in(directory);
        ann = shop.firm.registered("ANN");
        shop.orders(ann, "1998-06-01", "30.00");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static <V> Map<String, V> each(V value) {
        return Map.of("low", value, "secondary", value, "potential", value, "high", value);
    }

    private static PrescribeTreatments policy(String ceiling) {
        return new PrescribeTreatments(
                ValuePolicyId.FIRM,
                "USD",
                each("write a letter"),
                each(new BigDecimal("1000")),
                each(new BigDecimal(ceiling)),
                Firm.WHEN);
    }

    private TreatmentsSet set(String ceiling) {
        shop.firm.send(policy(ceiling));
        List<RecordedEvent> stream = shop.firm.history().readStream(ValuePolicyId.FIRM.value());
        return (TreatmentsSet) stream.getLast().payload();
    }

    private ApplyTreatment apply(TreatmentsSet policy, String cost) {
        return new ApplyTreatment(
                CustomerValueId.of(ann), ann, policy, new BigDecimal(cost), Firm.WHEN);
    }

    private ConcludeTreatment conclude(int number) {
        return new ConcludeTreatment(CustomerValueId.of(ann), ann, number, Firm.WHEN);
    }

    private DomainEvent newest() {
        return shop.firm.history().readStream(CustomerValueId.of(ann).value()).getLast().payload();
    }

    @Test
    void recordsWhatWasDoneAndWhatFollowed() {
        shop.assess();
        shop.firm.send(apply(set("10"), "4.00"));
        TreatmentApplied applied = (TreatmentApplied) newest();
        assertThat(applied.number()).isEqualTo(1);
        assertThat(applied.action()).isEqualTo("write a letter");
        assertThat(applied.valueClass()).isEqualTo(shop.assessments(ann).getLast().valueClass());
        assertThat(applied.profit()).isEqualTo("30.000000000");
        shop.firm.refuses("value.treatment-early", conclude(1));
        shop.orders(ann, "1998-06-20", "90.00");
        shop.assess();
        shop.firm.send(conclude(1));
        TreatmentConcluded result = (TreatmentConcluded) newest();
        assertThat(result.outcome()).isEqualTo("improved");
        assertThat(result.profit()).isEqualTo("120.000000000");
        long before = shop.firm.head();
        shop.firm.send(conclude(1));
        assertThat(shop.firm.head()).as("sent twice").isEqualTo(before);
        shop.firm.refuses("value.treatment-unknown", conclude(2));
    }

    @Test
    void concludesNothingFromHowItStoodBefore() {
        shop.assess("1998-06-10");
        shop.firm.send(apply(set("10"), "4.00"));
        shop.orders(ann, "1998-06-12", "90.00");
        shop.assess("1998-06-20");
        assertThat(shop.assessments(ann)).hasSize(2);
        shop.firm.refuses("value.treatment-early", conclude(1));
        shop.orders(ann, "1998-06-25", "90.00");
        shop.assess("1998-06-30");
        shop.firm.send(conclude(1));
        assertThat(((TreatmentConcluded) newest()).profit()).isEqualTo("210.000000000");
    }

    @Test
    void keepsTheCeilingOverAllTreatmentsByOnePolicy() {
        TreatmentsSet first = set("10");
        shop.firm.refuses("value.treatment-unassessed", apply(first, "1"));
        shop.assess();
        shop.firm.send(apply(first, "6.00"));
        shop.firm.refuses("value.treatment-ceiling", apply(first, "4.01"));
        shop.firm.send(apply(first, "4.00"));
        shop.firm.send(apply(set("10"), "10.00"));
        shop.firm.refuses("value.treatments", apply(first, "-1"));
    }

    @Test
    void refusesPoliciesWithGaps() {
        shop.firm.refuses("value.treatments", policy("-1"));
        shop.firm.refuses(
                "value.treatments",
                new PrescribeTreatments(
                        ValuePolicyId.FIRM,
                        "USD",
                        Map.of("low", "a letter"),
                        each(BigDecimal.ONE),
                        each(BigDecimal.ONE),
                        Firm.WHEN));
    }

    @Test
    void convertsByTheRatesThatWereRecorded() {
        CustomerId bob = shop.firm.registered("BOB");
        shop.orders(bob, "1998-06-01", "100.00 EUR");
        assertThat(shop.assess().refused()).containsEntry("value.currencies", 1L);
        shop.firm.send(rates("EUR", "1.10"));
        assertThat(shop.assess().refused()).isEmpty();
        assertThat(shop.assessments(bob).getLast().rates()).isEqualTo(1);
        assertThat(shop.assessments(bob).getLast().measured().get("gross-profit"))
                .isEqualTo(new BigDecimal("110.000000000"));
        shop.firm.send(rates("EUR", "1.20"));
        shop.assess();
        assertThat(shop.assessments(bob).getLast().measured().get("gross-profit"))
                .isEqualTo(new BigDecimal("120.000000000"));
        for (QuoteRates wrong : List.of(rates("EUR", "0"), rates("USD", "1"), rates("XYZ", "1")))
            shop.firm.refuses("value.rates", wrong);
    }

    private static QuoteRates rates(String other, String rate) {
        return new QuoteRates(
                ValuePolicyId.FIRM,
                "USD",
                Map.of(other, new BigDecimal(rate)),
                BigDecimal.ZERO,
                Firm.WHEN);
    }
}
