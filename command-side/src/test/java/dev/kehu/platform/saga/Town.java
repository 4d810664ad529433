package dev.kehu.platform.saga;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.customer.api.ContactPersonId;
import dev.kehu.customer.api.CustomerCommand.AddContactPerson;
import dev.kehu.customer.api.CustomerCommand.RegisterCustomer;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.StateDatabase;
import dev.kehu.platform.writeside.WriteSide;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The real write side with a ledger, and customers who come and do things. */
final class Town implements AutoCloseable {
    static final Instant WHEN = Instant.parse("1998-06-30T10:00:00Z");

    private final WriteSide kehu;

    Town(Path directory, Class<?>... more) {
        Class<?>[] all = new Class<?>[more.length + 1];
        System.arraycopy(more, 0, all, 1, more.length);
        all[0] = Ledger.class;
        kehu = WriteSide.open(directory, all);
    }

    <T> T get(Class<T> type) {
        return kehu.get(type);
    }

    long head() {
        return get(EventHistory.class).head();
    }

    CustomerId registered() {
        StreamIds ids = get(StreamIds.class);
        CustomerId fresh = ids.freshCustomer();
        String code = fresh.value();
        get(Commands.class)
                .send(
                        new RegisterCustomer(
                                fresh, ids.code(code), code, "N", null, List.of(), WHEN),
                        Origin.of("agent"));
        return fresh;
    }

    void addPerson(CustomerId customer) {
        ContactPersonId person = get(StreamIds.class).freshPerson();
        get(Commands.class)
                .send(
                        new AddContactPerson(customer, person, "P", null, List.of(), WHEN),
                        Origin.of("agent"));
    }

    List<String> pages(CustomerId customer) {
        return get(Ledger.class).pages(customer);
    }

    void advance(String day) {
        get(Commands.class)
                .send(new AdvanceBusinessDay(LocalDate.parse(day), WHEN), Origin.of("kehu"));
    }

    long rows(String table) {
        return number("select count(*) from " + table);
    }

    /** How far a processor has come. */
    long position(String processor) {
        return number("select max(position) from token where processor = '" + processor + "'");
    }

    private long number(String sql) {
        return get(StateDatabase.class)
                .read(c -> Sql.list(c, sql, row -> row.getLong(1)).getFirst());
    }

    @Override
    public void close() {
        kehu.close();
    }
}
