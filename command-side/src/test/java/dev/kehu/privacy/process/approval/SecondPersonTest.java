package dev.kehu.privacy.process.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.state.OpenErasures;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
        return second.waiting(0, 100).items().stream()
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
        assertThat(second.waiting(0, 100).items())
                .filteredOn(it -> it.customerId().equals(customer.value()))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.by()).isEqualTo("ann");
                            assertThat(it.reason()).isEqualTo("asked by letter");
                        });
        assertThat(isErased(customer)).isFalse();
        firm.refuses("erasure.second-person", () -> second.approve(customer, null, ANN, PATIENCE));
        long before = firm.head();
        var standing = second.approve(customer, null, BOSS, PATIENCE);
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
        firm.refuses("customer.erased", () -> second.approve(customer, null, BOSS, PATIENCE));
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
        firm.refuses("erasure.not-requested", () -> second.approve(customer, null, BOSS, PATIENCE));
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
                "erasure.basis", () -> second.ask(new Asked(customer, false, "asked", ""), ANN));
        firm.refuses(
                "customer.unknown", () -> second.ask(asked(new CustomerId("customer-0")), ANN));
    }

    /** Everybody who serves customers writes it, and nobody has read it yet. */
    @Test
    void keepsNothingOfWhatWasAskedInTheOpen() {
        CustomerId customer = firm.registered("D-2");
        long before = firm.head();
        second.ask(new Asked(customer, false, "asked", "Mr Li, born 1960"), ANN);
        assertThat(firm.get(EventLog.class).readAfter(before, 10))
                .anyMatch(event -> event.name().equals("erasure.requested"))
                .noneMatch(event -> new String(event.payload(), UTF_8).contains("1960"));
        await().until(() -> waits(customer));
        assertThat(second.waiting(0, 100).items())
                .anyMatch(it -> "Mr Li, born 1960".equals(it.basis()));
        second.withdraw(customer, null, ANN);
    }

    @Test
    void waitsForALegalHoldAndLetsTheRequestStand() {
        CustomerId customer = firm.registered("E-1");
        second.ask(asked(customer), ANN);
        firm.send(new PlaceHold(customer, "claim", null, Firm.WHEN));
        firm.refuses("customer.held", () -> second.approve(customer, null, BOSS, PATIENCE));
        firm.send(new LiftHold(customer, "settled", Firm.WHEN));
        assertThat(second.approve(customer, null, BOSS, PATIENCE).receipt()).isNotNull();
    }

    /** What somebody read and what somebody approves is the same. */
    @Test
    void approvesTheRequestThatWasRead() {
        CustomerId customer = firm.registered("G-1");
        Receipt first = second.ask(new Asked(customer, true, "asked", "GDPR 17"), ANN);
        second.withdraw(customer, null, ANN);
        Receipt next = second.ask(asked(customer), ANN);
        for (Long position : Arrays.asList(null, 0L, first.position())) {
            firm.refuses(
                    "erasure.request-changed",
                    () -> second.approve(customer, position, BOSS, PATIENCE));
        }
        assertThat(second.approve(customer, next.position(), BOSS, PATIENCE).receipt()).isNotNull();
    }

    @Test
    void erasesNobodyTheRequestWasNotFor() {
        CustomerId customer = firm.registered("H-1");
        CustomerId other = firm.registered("H-2");
        second.ask(asked(customer), ANN);
        firm.send(new MergeCustomers(customer, other, null, Firm.WHEN));
        firm.refuses(
                "erasure.request-changed", () -> second.approve(customer, null, BOSS, PATIENCE));
        second.decline(customer, "others are meant", BOSS);
        Receipt both = second.ask(asked(customer), ANN);
        await().until(() -> waits(customer));
        assertThat(second.waiting(0, 100).items())
                .filteredOn(it -> it.position() == both.position())
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.customers())
                                        .containsExactlyInAnyOrder(
                                                customer.value(), other.value()));
        second.approve(customer, both.position(), BOSS, PATIENCE);
        assertThat(isErased(other)).isTrue();
    }

    /** One was decided on, and the list has not heard of it. */
    @Test
    void goesOnBehindARequestThatIsNoneAnyMore() {
        CustomerId one = firm.registered("I-1");
        CustomerId two = firm.registered("I-2");
        long before = firm.head();
        Receipt first = second.ask(asked(one), ANN);
        second.ask(asked(two), ANN);
        await().until(() -> waits(one) && waits(two));
        firm.get(OpenErasures.class)
                .requested(new OpenErasures.Open(first.ids().get("requestId"), before));
        SecondPerson.Page stale = second.waiting(before - 1, 1);
        assertThat(stale.items()).isEmpty();
        assertThat(stale.next()).isEqualTo(before);
        assertThat(second.waiting(stale.next(), 1).items())
                .extracting(Waiting::customerId)
                .containsExactly(two.value());
        assertThat(second.waiting(firm.head(), 1))
                .isEqualTo(new SecondPerson.Page(List.of(), null));
    }

    private static Outcome outcome(Firm firm, int run) {
        PersonRetention retention = firm.get(PersonRetention.class);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                retention.standing().runs().size() == run
                                        && retention.standing().runs().getLast().outcome() != null);
        return retention.standing().runs().getLast().outcome();
    }

    @Test
    void isAskedByRetentionToo(@TempDir Path directory) {
        Map<String, String> two = Map.of("kehu.privacy.second-approval", "true");
        try (Firm other = Firm.in(directory, two)) {
            CustomerId due = other.registered("F-1");
            CustomerId back = other.registered("F-2");
            CustomerId stays = other.registered("F-3");
            Map<String, Integer> months = Map.of("customer-service", 24);
            other.send(new PrescribeRetention(RetentionId.FIRM, months, "agreed", Firm.WHEN), ANN);
            Outcome first = outcome(other, 1);
            assertThat(List.of(first.due(), first.requested())).containsExactly(3, 3);
            assertThat(other.get(CustomerLookup.class).isErased(due)).isFalse();
            SecondPerson its = other.get(SecondPerson.class);
            other.meets(back, today(other));
            other.refuses("retention.not-due", () -> its.approve(back, null, BOSS, PATIENCE));
            other.refuses("erasure.second-person", () -> its.approve(due, null, ANN, PATIENCE));
            assertThat(its.approve(due, null, BOSS, PATIENCE).receipt()).isNotNull();
            its.decline(stays, "a claim is open", ANN);
            other.get(PersonRetention.class).run(BOSS);
            Outcome next = outcome(other, 2);
            assertThat(List.of(next.due(), next.refused())).as("a no lasts").containsExactly(1, 1);
            assertThat(Stream.of(back, stays)).noneMatch(other.get(CustomerLookup.class)::isErased);
            months = Map.of("customer-service", 25);
            other.send(
                    new PrescribeRetention(RetentionId.FIRM, months, "anew", today(other)), BOSS);
            other.get(PersonRetention.class).run(ANN);
            assertThat(outcome(other, 3).requested()).as("other periods").isOne();
            for (Origin cause : List.of(ANN, BOSS)) {
                other.refuses(
                        "erasure.second-person", () -> its.approve(stays, null, cause, PATIENCE));
            }
        }
    }

    private static Instant today(Firm firm) {
        return firm.get(BusinessClock.class).now();
    }
}
