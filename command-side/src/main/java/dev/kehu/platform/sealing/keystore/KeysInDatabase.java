package dev.kehu.platform.sealing.keystore;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.state.Sql;
import dev.kehu.platform.state.SqlFunction;
import dev.kehu.platform.state.StateDatabase;

import java.nio.file.Path;
import java.sql.Connection;

/**
 * Keys in the schema {@code kehu_keys} of PostgreSQL. Making a key and erasing a person take the
 * same lock, so that no key is made for who is being erased, by whatever node.
 */
public final class KeysInDatabase implements KeyHome {
    private static final int REWRAPPED_AT_ONCE = 250;

    /** None of those by which one Kehu holds the database: it would wait for itself. */
    private static final String LOCK = "select pg_advisory_xact_lock(7739837720231210605)";

    private static final String ANY =
            "select 1 where exists (select 1 from subject_key)"
                    + " or exists (select 1 from tombstone)"
                    + " or exists (select 1 from erased)";

    private static final String ONE_MOMENT =
            "set transaction isolation level repeatable read, read only";

    private final StateDatabase database;

    public KeysInDatabase(StateDatabase database) {
        this.database = database;
    }

    /**
     * Its tables have to be there.
     *
     * @param mayBeEmpty whether there is no history yet that was sealed with any
     * @throws DataDirectoryRefused when there are none beside existing history, or this wrapping
     *     does not open them; it is closed then
     */
    public static KeyStore fit(StateDatabase database, Wrapping wrapping, boolean mayBeEmpty) {
        var home = new KeysInDatabase(database);
        try {
            if (!mayBeEmpty && home.isEmpty()) {
                throw new DataDirectoryRefused(
                        "data.keys-lost",
                        "There are no keys in PostgreSQL, but there is history sealed with some;"
                                + " put the schema kehu_keys back from its backup, or keys.db and"
                                + " master.keys of a copy into the data directory.");
            }
            var keys = new KeyTables(home, wrapping);
            if (!keys.opens()) {
                throw new DataDirectoryRefused(
                        "data.keys-unfit",
                        "The master keys do not open all keys in PostgreSQL; put back the"
                                + " master.keys that was used with them last.");
            }
            return keys;
        } catch (RuntimeException refused) {
            home.close();
            throw refused;
        }
    }

    public boolean isEmpty() {
        return read(c -> Sql.list(c, ANY, row -> true)).isEmpty();
    }

    /** Writes what is there at one moment to a new file of its own, and compares the two. */
    public void copyTo(Path file) {
        try (KeysInFile copy = KeysInFile.open(file)) {
            read(
                    from -> {
                        Sql.change(from, ONE_MOMENT);
                        return copy.write(
                                "The keys could not be copied",
                                to -> new KeyCopy(from, age(), to, copy.age()).all());
                    });
            copy.fold();
        }
    }

    @Override
    public String name() {
        return "the schema kehu_keys in PostgreSQL";
    }

    @Override
    public String age() {
        return "number";
    }

    @Override
    public int page() {
        return REWRAPPED_AT_ONCE;
    }

    @Override
    public <T> T read(SqlFunction<Connection, T> work) {
        return database.read(work);
    }

    @Override
    public <T> T write(String otherwise, SqlFunction<Connection, T> work) {
        return database.write(
                connection -> {
                    Sql.list(connection, LOCK, row -> true);
                    return work.apply(connection);
                });
    }

    /** The files are the server's. */
    @Override
    public void destroyed() {}

    @Override
    public void close() {
        database.close();
    }
}
