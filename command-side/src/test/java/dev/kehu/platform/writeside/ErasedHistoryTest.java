package dev.kehu.platform.writeside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.CorrectContact;
import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;

/** Whoever's key is erased is still decided on: decisions never rest on personal text. */
class ErasedHistoryTest {
    @TempDir private Path directory;

    @Test
    void isDecidedOnAsBefore() throws Exception {
        CustomerId one;
        CustomerId other;
        try (Firm firm = Firm.in(directory)) {
            one = firm.registered("ONE", firm.email("one@b.org"));
            other = firm.registered("OTHER", firm.email("other@b.org"));
            firm.send(new MergeCustomers(one, other, "the same", Firm.WHEN));
        }
        eraseAll();
        try (Firm firm = Firm.in(directory)) {
            assertThat(firm.history().readAfter(0, 100).stream().map(e -> e.payload()))
                    .anySatisfy(
                            e ->
                                    assertThat(e)
                                            .isInstanceOfSatisfying(
                                                    CustomerRegistered.class,
                                                    r -> assertThat(r.name()).isNull()))
                    .anySatisfy(
                            e ->
                                    assertThat(e)
                                            .isInstanceOfSatisfying(
                                                    ContactClaimed.class,
                                                    c -> assertThat(c.value()).isNull()));
            assertThat(firm.registered("ONE")).isEqualTo(one);
            firm.refuses("merge.already-merged", new MergeCustomers(one, other, null, Firm.WHEN));
            firm.send(new UnmergeCustomers(one, other, "not the same", Firm.WHEN));
            firm.send(
                    new CorrectContact(
                            one,
                            firm.email("one@b.org").contactId(),
                            firm.email("new@b.org"),
                            Firm.WHEN));
            firm.send(
                    new AddContactPerson(
                            one, firm.ids().freshPerson(), "Li", null, List.of(), Firm.WHEN));
        }
    }

    private void eraseAll() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("keys.db"));
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO tombstone SELECT key_id, subject, 0 FROM subject_key");
            statement.execute("DELETE FROM subject_key");
        }
    }
}
