package dev.kehu.customer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class CorrectContactTest {
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

    @Test
    void refusesADecisionOnAStaleVersion() {
        CustomerId id = firm.registered("E", firm.email("e1@b.org"));
        long seen = firm.head();
        firm.send(correction(id, "e1@b.org", "e2@b.org"), Firm.expecting(seen));
        firm.refuses(
                "customer.changed", correction(id, "e2@b.org", "e3@b.org"), Firm.expecting(seen));
    }
}
