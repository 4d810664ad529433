package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class CorrectContactTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    private static CorrectContact correction(CustomerId id, String wrong, String right) {
        return new CorrectContact(id, firm.email(wrong).contactId(), firm.email(right), Firm.WHEN);
    }

    @Test
    void givesUpTheWrongAddressAndClaimsTheRightOne() {
        CustomerId id = firm.registered("A", firm.email("a-wrong@b.org"));
        long before = firm.head();
        firm.send(correction(id, "a-wrong@b.org", "a-right@b.org"));
        assertThat(firm.after(before))
                .containsExactly(
                        "customer.contact-corrected", "contact.released", "contact.claimed");
        assertThat(firm.get(Lookup.class).byContact("a-wrong@b.org")).isEmpty();
        assertThat(firm.get(Lookup.class).byContact("a-right@b.org")).contains(id);
    }

    @Test
    void refusesTheSecondTimeBecauseTheWrongOneIsGone() {
        CustomerId id = firm.registered("B", firm.email("b-wrong@b.org"));
        firm.send(correction(id, "b-wrong@b.org", "b-right@b.org"));
        firm.refuses("contact.unknown", correction(id, "b-wrong@b.org", "b-right@b.org"));
    }

    @Test
    void refusesWhatIsNoCorrection() {
        CustomerId id = firm.registered("C", firm.email("c@b.org"));
        firm.registered("D", firm.email("d@b.org"));
        firm.refuses("contact.unchanged", correction(id, "c@b.org", "C@B.org"));
        firm.refuses("contact.claimed", correction(id, "c@b.org", "d@b.org"));
        firm.refuses("contact.unknown", correction(id, "d@b.org", "new@b.org"));
        firm.refuses(
                "customer.unknown",
                correction(new CustomerId("customer-nobody"), "c@b.org", "x@b.org"));
    }

    @Nested
    class GivenAMergedCustomer {
        private final int number = NUMBERS.incrementAndGet();
        private final String address = "m" + number + "@b.org";
        private final CustomerId survivor = firm.registered("S-" + number);
        private final CustomerId absorbed = firm.registered("T-" + number, firm.email(address));

        GivenAMergedCustomer() {
            firm.send(new MergeCustomers(survivor, absorbed, null, Firm.WHEN));
        }

        private CorrectContact asked(CustomerId id) {
            return correction(id, address, "right-" + address);
        }

        private void isCorrectedThrough(CustomerId id) {
            long before = firm.head();
            firm.send(asked(id));
            List<RecordedEvent> events = firm.history().readAfter(before, 10);
            assertThat(events.stream().map(RecordedEvent::name))
                    .containsExactly(
                            "customer.contact-corrected", "contact.released", "contact.claimed");
            assertThat(events.stream().map(RecordedEvent::subject))
                    .as("the data subject is who holds the contact point")
                    .containsOnly(absorbed.value());
            assertThat(firm.get(Lookup.class).byContact("right-" + address)).contains(absorbed);
        }

        @Test
        void reachesItsContactPointsThroughTheSurvivor() {
            isCorrectedThrough(survivor);
            firm.refuses("contact.unknown", asked(survivor));
        }

        @Test
        void reachesThemThroughWhoTheSurvivorWasMergedInto() {
            CustomerId last = firm.registered("U-" + number);
            firm.send(new MergeCustomers(last, survivor, null, Firm.WHEN));
            isCorrectedThrough(last);
        }

        @Test
        void reachesThemUnderItsOldId() {
            isCorrectedThrough(absorbed);
        }

        @Test
        void leavesThemAloneOnceItIsSeparated() {
            firm.send(new UnmergeCustomers(survivor, absorbed, null, Firm.WHEN));
            firm.refuses("contact.unknown", asked(survivor));
            isCorrectedThrough(absorbed);
        }

        @Test
        void refusesADecisionOnAStaleVersionOfEither() {
            long seen = firm.head();
            firm.send(correction(absorbed, address, "other-" + address), Firm.expecting(seen));
            firm.refuses(
                    "customer.changed",
                    correction(survivor, "other-" + address, "right-" + address),
                    Firm.expecting(seen));
        }
    }

    @Test
    @Timeout(60)
    void neverBlocksAnotherThatGoesTheOtherWay() throws Exception {
        CustomerId one = firm.registered("X", firm.email("x@b.org"));
        CustomerId other = firm.registered("Y", firm.email("y@b.org"));
        for (int round = 0; round < 40; round++) {
            assertThat(
                            Racing.both(
                                    firm,
                                    correction(one, "x@b.org", "y@b.org"),
                                    correction(other, "y@b.org", "x@b.org")))
                    .containsExactly("contact.claimed", "contact.claimed");
        }
    }

    @Test
    @Timeout(60)
    void letsOneOfTwoWhoReadTheSameVersionDecide() {
        for (int round = 0; round < 40; round++) {
            String a = "a" + round + "@b.org";
            String b = "b" + round + "@b.org";
            CustomerId id = firm.registered("R" + round, firm.email(a), firm.email(b));
            Origin seen = Firm.expecting(firm.head());
            assertThat(
                            Racing.both(
                                    correction(id, a, "n" + a),
                                    correction(id, b, "n" + b),
                                    command -> firm.send(command, seen)))
                    .containsExactlyInAnyOrder("done", "customer.changed");
        }
    }

    @Test
    void refusesADecisionOnAStaleVersion() {
        CustomerId id = firm.registered("E", firm.email("e1@b.org"));
        long seen = firm.head();
        firm.send(correction(id, "e1@b.org", "e2@b.org"), Firm.expecting(seen));
        firm.refuses(
                "customer.changed", correction(id, "e2@b.org", "e3@b.org"), Firm.expecting(seen));
    }
}
