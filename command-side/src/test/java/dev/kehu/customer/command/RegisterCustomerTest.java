package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class RegisterCustomerTest {
    private static Firm firm;

    @BeforeAll
    static void open(@TempDir Path directory) {
        firm = Firm.in(directory);
    }

    @AfterAll
    static void close() {
        firm.close();
    }

    @Test
    void claimsTheCodeAndEveryContactInOneAppend() {
        long before = firm.head();
        var registration = firm.registration("A-1", firm.email("a1@b.org"), firm.email("a2@b.org"));
        var receipt = firm.send(registration);
        assertThat(firm.after(before))
                .containsExactly(
                        "customer.registered",
                        "code.claimed",
                        "contact.claimed",
                        "contact.claimed");
        assertThat(receipt.position()).isEqualTo(before + 4);
        assertThat(receipt.ids()).containsEntry("customerId", registration.fresh().value());
    }

    @Test
    void findsTheCustomerWhenItIsSentTwice() {
        CustomerId first = firm.registered("B-1", firm.email("b@b.org"));
        long before = firm.head();
        assertThat(firm.registered("B-1", firm.email("b@b.org"))).isEqualTo(first);
        assertThat(firm.after(before)).isEmpty();
    }

    @Test
    void claimsAContactThatIsNewWithAKnownCode() {
        CustomerId first = firm.registered("C-1");
        long before = firm.head();
        assertThat(firm.registered("C-1", firm.email("c@b.org"))).isEqualTo(first);
        assertThat(firm.after(before)).containsExactly("contact.claimed");
    }

    @Test
    void leavesAContactWithWhoeverClaimedItFirst() {
        CustomerId first = firm.registered("D-1", firm.email("d@b.org"));
        CustomerId second = firm.registered("D-2", firm.email("d@b.org"));
        assertThat(second).isNotEqualTo(first);
        assertThat(firm.get(Lookup.class).byContact("d@b.org")).contains(first);
        assertThat(firm.get(Lookup.class).byCode("D-2")).contains(second);
    }

    @Test
    @Timeout(60)
    void neverBlocksAnotherThatNamesTheSameContactsTheOtherWayRound() {
        var one = firm.email("f1@b.org");
        var other = firm.email("f2@b.org");
        firm.registered("F-1", one);
        firm.registered("F-2", other);
        for (int round = 0; round < 40; round++) {
            assertThat(
                            Racing.both(
                                    firm,
                                    firm.registration("G-" + round, one, other),
                                    firm.registration("H-" + round, other, one)))
                    .containsExactly("done", "done");
        }
    }

    @Test
    void refusesToRegisterOneCustomerUnderTwoCodes() {
        CustomerId id = firm.registered("E-1");
        RegisterCustomer other = firm.registration("E-2");
        CustomerFile file = CustomerFile.UNKNOWN;
        for (var event : file.decide(id, other)) {
            file = file.evolve(event);
        }
        CustomerFile registered = file;
        firm.refuses("customer.already-registered", () -> registered.decide(id, other));
    }
}
