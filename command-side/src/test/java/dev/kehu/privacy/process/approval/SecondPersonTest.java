package dev.kehu.privacy.process.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.RetentionCommand.Outcome;
import dev.kehu.privacy.api.RetentionCommand.PrescribeRetention;
import dev.kehu.privacy.api.RetentionId;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.approval.SecondPerson.Waiting;
import dev.kehu.privacy.process.retention.PersonRetention;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Nobody erases alone, where the firm wants it so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondPersonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Origin ANN = Origin.of("ann");
    private static final Origin BOSS = Origin.of("boss");

    private Firm firm;
    private SecondPerson second;

    @BeforeAll
    void open(@TempDir Path directory) {
        firm = Firm.in(directory, Map.of("kehu.privacy.second-approval", "true"));
        second = firm.get(SecondPerson.class);
    }

    @AfterAll
    void close() {
        firm.close();
    }

    private static Asked asked(CustomerId customer) {
        return new Asked(customer, false, "asked by letter", "GDPR 17(1)(a)");
    }

    private boolean waits(CustomerId customer) {
        return second.waiting(0, 100).stream()
                .map(Waiting::customerId)
                .anyMatch(customer.value()::equals);
    }

    private boolean isErased(CustomerId customer) {
        return firm.get(CustomerLookup.class).isErased(customer);
    }

    @Test
    void carriesOutWhatAnotherPersonApproves() {
        CustomerId customer = firm.registered("A-1", firm.email("a1@b.org"));
        assertThat(second.erase(asked(customer), ANN, PATIENCE).erasure()).isNull();
        await().until(() -> waits(customer));
        assertThat(second.waiting(0, 100))
                .filteredOn(it -> it.customerId().equals(customer.value()))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.by()).isEqualTo("ann");
                            assertThat(it.reason()).isEqualTo("asked by letter");
                        });
        assertThat(isErased(customer)).isFalse();
        firm.refuses("erasure.second-person", () -> second.approve(customer, ANN, PATIENCE));
        long before = firm.head();
        var standing = second.approve(customer, BOSS, PATIENCE);
        assertThat(standing.receipt()).isNotNull();
        assertThat(isErased(customer)).isTrue();
        assertThat(firm.after(before))
                .startsWith(
                        "erasure.approved",
                        "customer.erased",
                        "contact.released",
                        "code.released",
                        "privacy.erasure-decided");
        ErasureDecided decided =
                (ErasureDecided) firm.history().at(standing.erasureId(), 0).orElseThrow().payload();
        assertThat(decided.reason()).isEqualTo("asked by letter");
        await().until(() -> !waits(customer));
        firm.refuses("customer.erased", () -> second.approve(customer, BOSS, PATIENCE));
    }

    @Test
    void refusesWhoErasesAlone() {
        CustomerId customer = firm.registered("B-1");
        firm.refuses(
                "erasure.needs-approval",
                new EraseCustomer(
                        new ErasureId("erasure-alone"),
                        customer,
                        false,
                        false,
                        "asked",
                        "GDPR 17",
                        LocalDate.parse("1998-06-30"),
                        Firm.WHEN));
    }

    @Test
    void isDeclinedByAnotherAndTakenBackByWhoAsked() {
        CustomerId customer = firm.registered("C-1");
        firm.refuses("erasure.not-requested", () -> second.decline(customer, "why", BOSS));
        second.ask(asked(customer), ANN);
        firm.refuses("erasure.requested", () -> second.ask(asked(customer), BOSS));
        firm.refuses("erasure.second-person", () -> second.decline(customer, "why", ANN));
        firm.refuses("reason.missing", () -> second.decline(customer, null, BOSS));
        second.decline(customer, "a claim is open", BOSS);
        firm.refuses("erasure.not-requested", () -> second.approve(customer, BOSS, PATIENCE));
        second.ask(asked(customer), ANN);
        firm.refuses("erasure.not-yours", () -> second.withdraw(customer, null, BOSS));
        second.withdraw(customer, null, ANN);
        firm.refuses("erasure.not-requested", () -> second.withdraw(customer, null, ANN));
        await().until(() -> !waits(customer));
        assertThat(isErased(customer)).isFalse();
    }

    @Test
    void asksAsAnErasureDoes() {
        CustomerId customer = firm.registered("D-1");
        firm.refuses(
                "reason.missing",
                () -> second.ask(new Asked(customer, false, " ", "GDPR 17"), ANN));
        firm.refuses(
                "erasure.basis", () -> second.ask(new Asked(customer, false, "asked", null), ANN));
        firm.refuses(
                "customer.unknown", () -> second.ask(asked(new CustomerId("customer-0")), ANN));
    }

    @Test
    void waitsForALegalHoldAndLetsTheRequestStand() {
        CustomerId customer = firm.registered("E-1");
        second.ask(asked(customer), ANN);
        firm.send(new PlaceHold(customer, "claim", null, Firm.WHEN));
        firm.refuses("customer.held", () -> second.approve(customer, BOSS, PATIENCE));
        firm.send(new LiftHold(customer, "settled", Firm.WHEN));
        assertThat(second.approve(customer, BOSS, PATIENCE).receipt()).isNotNull();
    }

    private static void meets(Firm firm, CustomerId customer) {
        firm.send(
                new RecordInteraction(
                        new Delivery(firm.ids().interaction("/s", "i"), "/s", "i", "fingerprint"),
                        new CustomerReference.ById(customer),
                        new Facts(
                                "web",
                                "inbound",
                                "enquiry",
                                firm.get(BusinessClock.class).now(),
                                "asked",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
    }

    @Test
    void isAskedByRetentionToo(@TempDir Path directory) {
        Map<String, String> two = Map.of("kehu.privacy.second-approval", "true");
        try (Firm other = Firm.in(directory, two)) {
            CustomerId customer = other.registered("F-1");
            CustomerId back = other.registered("F-2");
            Map<String, Integer> months = Map.of("customer-service", 24);
            other.send(new PrescribeRetention(RetentionId.FIRM, months, "agreed", Firm.WHEN), BOSS);
            PersonRetention retention = other.get(PersonRetention.class);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    retention.standing().runs().stream()
                                            .anyMatch(run -> run.outcome() != null));
            Outcome outcome = retention.standing().runs().getLast().outcome();
            assertThat(List.of(outcome.due(), outcome.requested())).containsExactly(2, 2);
            assertThat(other.get(CustomerLookup.class).isErased(customer)).isFalse();
            SecondPerson its = other.get(SecondPerson.class);
            meets(other, back);
            other.refuses("retention.not-due", () -> its.approve(back, BOSS, PATIENCE));
            assertThat(its.approve(customer, BOSS, PATIENCE).receipt()).isNotNull();
            assertThat(other.get(CustomerLookup.class).isErased(back)).isFalse();
        }
    }
}
