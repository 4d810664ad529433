package dev.kehu.platform.postgres;

import dev.kehu.platform.eventstore.StoreUnavailable;

import org.postgresql.util.PSQLException;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What a failure of the database means for what was asked of it. */
public final class Failures {
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String CANCELLED = "57014";
    private static final String READ_ONLY = "25006";
    private static final String DISK_FULL = "53100";
    private static final String CLOCK = "KH001";
    private static final String DENIED = "42501";

    /**
     * Connections lost, sessions ended by an administrator or a time-out, defects of the server.
     */
    private static final Pattern ENDS_THE_SESSION =
            Pattern.compile("08...|57P..|25P03|25P04|XX...");

    private Failures() {}

    /**
     * The server refused the statement and goes on: a statement is a transaction here, so nothing
     * of it remains. Anything else leaves open what became of it. Told by the code, for the word
     * ERROR comes in the server's own language.
     */
    public static boolean undone(SQLException e, Connection connection) {
        try {
            Throwable said = e instanceof BatchUpdateException ? e.getCause() : e;
            return said instanceof PSQLException own
                    && own.getServerErrorMessage() != null
                    && !connection.isClosed()
                    && !ENDS_THE_SESSION.matcher(String.valueOf(e.getSQLState())).matches();
        } catch (SQLException unclear) {
            return false;
        }
    }

    /**
     * The server answers but takes no writes, as a standby does. This session stays with it; a new
     * one may find the primary.
     */
    public static boolean demoted(SQLException e) {
        return READ_ONLY.equals(e.getSQLState());
    }

    /** It says nothing against the statement, which may be carried out the next time. */
    public static boolean passing(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case LOCK_TIMEOUT, CANCELLED, READ_ONLY, DISK_FULL -> true;
            default -> false;
        };
    }

    public static boolean waitedTooLong(SQLException e) {
        return LOCK_TIMEOUT.equals(e.getSQLState());
    }

    /** No such role, or another password. */
    public static boolean signInRefused(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("28");
    }

    public static boolean denied(SQLException e) {
        return DENIED.equals(e.getSQLState());
    }

    /** For a caller whose events are certainly not recorded. */
    public static StoreUnavailable nothingRecorded(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case DISK_FULL ->
                    new StoreUnavailable(
                            "store.full",
                            "The database's disk is full; nothing was recorded. Free space, then"
                                    + " try again",
                            e);
            case LOCK_TIMEOUT, CANCELLED ->
                    StoreUnavailable.unreachable(
                            "Another node held the database too long; nothing was recorded", e);
            case READ_ONLY ->
                    StoreUnavailable.unreachable(
                            "The database takes no writes now; nothing was recorded", e);
            case CLOCK ->
                    new StoreUnavailable(
                            "store.failed",
                            "This machine's clock is more than an hour ahead of the database's;"
                                    + " nothing was recorded. Set it right",
                            e);
            default ->
                    new StoreUnavailable(
                            "store.failed", "The event store failed; nothing was recorded", e);
        };
    }

    /** Not even the server knows whether its answer to a commit arrived; to go on is safe. */
    public static StoreUnavailable ofImport(SQLException e) {
        return ENDS_THE_SESSION.matcher(String.valueOf(e.getSQLState())).matches()
                ? StoreUnavailable.unreachable(
                        "The database was lost; run the import again, it goes on behind the newest"
                                + " event that is there",
                        e)
                : nothingRecorded(e);
    }

    public static StoreUnavailable unreachable(SQLException e) {
        return StoreUnavailable.unreachable("The database cannot be reached; try again shortly", e);
    }
}
