package dev.kehu.platform.eventstore.postgres;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.forwarding.ForwardingLog;
import dev.kehu.platform.postgres.Account;
import dev.kehu.platform.postgres.Limits;
import dev.kehu.platform.postgres.PostgresDatabase;
import dev.kehu.platform.postgres.Right;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A log in PostgreSQL as one program uses it: it refuses to open beside another one, and no session
 * of it can write once another one may. The log below it knows nothing of that and takes any number
 * of nodes.
 */
public final class SoleEventLog extends ForwardingLog {
    private final PostgresDatabase database;
    private final DatabaseHold hold;
    private boolean opened;

    SoleEventLog(
            PostgresDatabase database, @Nullable Account owner, Clock clock, boolean toImport) {
        this(database, owner, clock, toImport, new DatabaseHold(database, owner));
    }

    private SoleEventLog(
            PostgresDatabase database,
            @Nullable Account owner,
            Clock clock,
            boolean toImport,
            DatabaseHold hold) {
        super(new PostgresEventLog(database, owner, clock, toImport, hold::prove));
        this.database = database;
        this.hold = hold;
    }

    /**
     * As {@link PostgresEventLog#PostgresEventLog(String, Account, Account, Clock)}.
     *
     * @param toImport an import that was not finished is no reason to refuse
     */
    public static SoleEventLog over(
            String url, Account running, @Nullable Account owner, Clock clock, boolean toImport) {
        return new SoleEventLog(
                new PostgresDatabase(url, running, Limits.USUAL), owner, clock, toImport);
    }

    /** For what is kept beside the events. */
    public PostgresDatabase database() {
        return database;
    }

    /** With it a session that keeps something beside the events writes as long as these do. */
    public Right right() {
        return hold::prove;
    }

    /**
     * @throws StoreUnavailable {@code store.held} when another Kehu serves the database
     */
    @Override
    public long open() {
        if (opened) {
            return log.open(); // to read back what became of a write, whoever holds it
        }
        try {
            hold.take();
            long head = log.open();
            opened = true;
            return head;
        } catch (SQLException e) {
            hold.close();
            throw database.cannotBeOpened(e);
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    @Override
    public boolean untouched() {
        return open() == 0;
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        hold.confirm();
        try {
            return log.write(group);
        } catch (RuntimeException e) {
            hold.doubt(); // its connection may have gone the same way
            throw e;
        }
    }

    @Override
    public void adopt(String storeId) {
        hold.confirm();
        log.adopt(storeId);
    }

    @Override
    public void importAll(List<StoredEvent> events, long head) {
        hold.confirm();
        log.importAll(events, head);
    }

    @Override
    public void imported() {
        hold.confirm();
        log.imported();
    }

    @Override
    public Optional<String> ailment() {
        return hold.ailment().or(log::ailment);
    }

    @Override
    public void close() {
        log.close();
        hold.close();
    }
}
