package dev.kehu.platform.backup;

import dev.kehu.platform.datadir.DataDirectoryRefused;
import dev.kehu.platform.datadir.Directories;

import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A copy of one SQLite file as it is at one moment, while others write to it. {@code VACUUM INTO}
 * only reads there; SQLite's online backup would begin anew after each write and never end.
 */
final class SqliteCopy {
    /** SQLite asks back after that many of its own steps, some hundred times a second. */
    private static final int STEPS = 100_000;

    private static final long KILO = 1_000;

    /** Code of a refusal that is about what is copied, not about where to. */
    static final String UNREADABLE = "data.unreadable";

    private SqliteCopy() {}

    static void take(Path file, Path copy, Progress progress) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            bePatient(connection);
            Watching watching = new Watching(file, copy, progress);
            watching.progress();
            ProgressHandler.setHandler(connection, STEPS, watching);
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException failure) {
            throw refusal(file, copy, failure);
        }
        Directories.forceFile(copy);
    }

    /** A statement of its own: nothing may be open during the copy. */
    private static void bePatient(Connection connection) throws SQLException {
        try (Statement patience = connection.createStatement()) {
            patience.execute("PRAGMA busy_timeout=10000");
        }
    }

    private static DataDirectoryRefused refusal(Path file, Path copy, SQLException failure) {
        boolean full =
                failure instanceof SQLiteException sqlite
                        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        return full
                ? new DataDirectoryRefused(
                        "data.disk-full",
                        "The disk that holds " + copy.getParent() + " is full; free some space.")
                : new DataDirectoryRefused(
                        UNREADABLE,
                        "Cannot copy %s: %s; run doctor.".formatted(file, failure.getMessage()));
    }

    private static final class Watching extends ProgressHandler {
        private final Path copy;
        private final Progress progress;
        private final String what;
        private final long total;

        Watching(Path file, Path copy, Progress progress) throws IOException {
            this.copy = copy;
            this.progress = progress;
            what = "Copying " + file.getFileName();
            total = Files.size(file);
        }

        @Override
        protected int progress() {
            long done = copy.toFile().length();
            progress.at(what, done / KILO, Math.max(done, total) / KILO, "kB");
            return 0;
        }
    }
}
