package dev.kehu.privacy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.customer.api.Identification;
import dev.kehu.interaction.api.InteractionCommand.AnnotateInteraction;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureId;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EraseCustomerTest {
    private static final LocalDate TODAY = LocalDate.parse("1998-06-30");

    private Firm firm;

    @BeforeAll
    void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    void close() {
        firm.close();
    }

    private static EraseCustomer erase(CustomerId customer, boolean only) {
        return new EraseCustomer(
                new ErasureId(ErasureId.PREFIX + UUID.randomUUID()),
                customer,
                only,
                false,
                "asked by letter",
                "GDPR 17(1)(a)",
                TODAY,
                Firm.WHEN);
    }

    private List<String> recordedBy(EraseCustomer command) {
        long before = firm.head();
        erased(command);
        return firm.after(before);
    }

    /** Returns when it is finished, too: nothing is recorded by itself any more. */
    private void erased(EraseCustomer command) {
        firm.send(command);
        await().until(() -> firm.history().at(command.erasureId().value(), 1).isPresent());
    }

    @Test
    void givesUpContactsAndCodeInOneAppend() {
        CustomerId ann = firm.registered("A-1", firm.email("a1@b.org"), firm.email("a2@b.org"));
        assertThat(recordedBy(erase(ann, false)))
                .startsWith(
                        "customer.erased",
                        "contact.released",
                        "contact.released",
                        "code.released",
                        "privacy.erasure-decided");
        CustomerLookup lookup = firm.get(CustomerLookup.class);
        assertThat(lookup.isErased(ann)).isTrue();
        assertThat(lookup.byCode("A-1")).isEmpty();
        assertThat(lookup.byContact("a1@b.org")).isEmpty();
    }

    @Test
    void letsTheNextContactAndTheNextFileOpenANewCustomer() {
        CustomerId ann = firm.registered("B-1", firm.email("b1@b.org"));
        erased(erase(ann, false));
        CustomerId next = firm.registered("B-1", firm.email("b1@b.org"));
        assertThat(next).isNotEqualTo(ann);
        CustomerLookup lookup = firm.get(CustomerLookup.class);
        assertThat(lookup.byCode("B-1")).contains(next);
        assertThat(lookup.byContact("b1@b.org")).contains(next);
        erased(erase(next, false));
        assertThat(firm.registered("B-1")).isNotIn(ann, next);
    }

    @Test
    void erasesEverybodyMergedWithTheCustomer() {
        CustomerId one = firm.registered("C-1", firm.email("c1@b.org"));
        CustomerId two = firm.registered("C-2", firm.email("c2@b.org"));
        CustomerId three = firm.registered("C-3");
        firm.send(new MergeCustomers(two, three, null, Firm.WHEN));
        firm.send(new MergeCustomers(one, two, null, Firm.WHEN));
        long before = firm.head();
        erased(erase(three, false));
        ErasureDecided decided =
                (ErasureDecided)
                        firm.history().readAfter(before, 100).stream()
                                .filter(e -> e.name().equals("privacy.erasure-decided"))
                                .findFirst()
                                .orElseThrow()
                                .payload();
        assertThat(decided.customers())
                .containsExactlyInAnyOrder(one.value(), two.value(), three.value())
                .isSorted();
        assertThat(decided.asked()).isEqualTo(three);
        CustomerLookup lookup = firm.get(CustomerLookup.class);
        assertThat(List.of(one, two, three)).allMatch(lookup::isErased);
    }

    @Test
    void leavesTheOthersOfAMergeWhole() {
        CustomerId one = firm.registered("D-1", firm.email("d1@b.org"));
        CustomerId two = firm.registered("D-2", firm.email("d2@b.org"));
        CustomerId three = firm.registered("D-3");
        firm.send(new MergeCustomers(two, three, null, Firm.WHEN));
        firm.send(new MergeCustomers(one, two, null, Firm.WHEN));
        assertThat(recordedBy(erase(two, true)))
                .startsWith(
                        "customer.separated",
                        "customer.restored",
                        "customer.separated",
                        "customer.restored",
                        "customer.erased",
                        "contact.released",
                        "code.released",
                        "privacy.erasure-decided");
        CustomerLookup lookup = firm.get(CustomerLookup.class);
        assertThat(lookup.isErased(one)).isFalse();
        assertThat(lookup.isErased(three)).isFalse();
        assertThat(lookup.byContact("d1@b.org")).contains(one);
        firm.send(new MergeCustomers(one, three, null, Firm.WHEN));
    }

    @Test
    void isRefusedWithoutReasonBasisOrCustomer() {
        CustomerId ann = firm.registered("E-1");
        ErasureId id = new ErasureId("erasure-1");
        firm.refuses(
                "reason.missing",
                new EraseCustomer(id, ann, false, false, " ", "GDPR 17", TODAY, Firm.WHEN));
        firm.refuses(
                "erasure.basis",
                new EraseCustomer(id, ann, false, false, "asked", "", TODAY, Firm.WHEN));
        firm.refuses("customer.unknown", erase(new CustomerId("customer-0"), false));
    }

    @Test
    void isDoneOnce() {
        CustomerId ann = firm.registered("F-1");
        erased(erase(ann, false));
        firm.refuses("customer.erased", erase(ann, false));
    }

    @Test
    void isTheEndOfWhatCanBeRecordedAboutTheCustomer() {
        CustomerId ann = firm.registered("G-1", firm.email("g1@b.org"));
        CustomerId other = firm.registered("G-2");
        InteractionId before = firm.delivery("g").interactionId();
        firm.send(firm.interaction("g", new CustomerReference.ById(ann)));
        erased(erase(ann, false));
        firm.refuses("customer.erased", new AnnotateInteraction(before, "a note", null, Firm.WHEN));
        firm.refuses("customer.erased", new MergeCustomers(other, ann, null, Firm.WHEN));
        firm.refuses("customer.erased", new PlaceHold(ann, "claim", null, Firm.WHEN));
        firm.refuses(
                "customer.erased",
                new AddContactPerson(
                        ann, firm.ids().freshPerson(), "Li", null, List.of(), Firm.WHEN));
        firm.refuses(
                "customer.erased",
                new CorrectContact(
                        ann,
                        firm.email("g1@b.org").contactId(),
                        firm.email("g2@b.org"),
                        Firm.WHEN));
        firm.refuses(
                "customer.erased",
                () ->
                        firm.get(Identification.class)
                                .identify(new CustomerReference.ById(ann), Firm.WHEN));
    }

    @Test
    void waitsForALegalHold() {
        CustomerId ann = firm.registered("H-1");
        CustomerId bob = firm.registered("H-2");
        firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        firm.refuses("reason.missing", new PlaceHold(bob, " ", null, Firm.WHEN));
        firm.refuses("hold.none", new LiftHold(bob, null, Firm.WHEN));
        firm.send(new PlaceHold(bob, "claim", TODAY, Firm.WHEN));
        firm.refuses("customer.held", erase(ann, false));
        firm.send(new PlaceHold(bob, "claim", null, Firm.WHEN));
        firm.refuses("customer.held", erase(ann, false));
        firm.send(new LiftHold(bob, "settled", Firm.WHEN));
        firm.send(new PlaceHold(bob, "another claim", TODAY.minusDays(1), Firm.WHEN));
        erased(erase(ann, false));
    }

    @Test
    void waitsForAHoldOnSomebodyMergedAlsoWhenTheOthersStay() {
        CustomerId ann = firm.registered("I-1");
        CustomerId bob = firm.registered("I-2");
        CustomerId carl = firm.registered("I-3");
        firm.send(new MergeCustomers(bob, carl, null, Firm.WHEN));
        firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        firm.send(new PlaceHold(carl, "claim", null, Firm.WHEN));
        firm.refuses("customer.held", erase(ann, true));
        firm.send(new LiftHold(carl, "settled", Firm.WHEN));
        erased(erase(ann, true));
    }

    @Test
    void waitsForTheLongestOfSeveralHolds() {
        CustomerId ann = firm.registered("J-1");
        firm.send(new PlaceHold(ann, "claim", null, Firm.WHEN));
        firm.send(new PlaceHold(ann, "another claim", TODAY.minusDays(1), Firm.WHEN));
        firm.refuses("customer.held", erase(ann, false));
        firm.send(new LiftHold(ann, "settled", Firm.WHEN));
        firm.send(new PlaceHold(ann, "claim", TODAY, Firm.WHEN));
        firm.send(new PlaceHold(ann, "another claim", TODAY.minusDays(9), Firm.WHEN));
        firm.refuses("customer.held", erase(ann, false));
    }
}
