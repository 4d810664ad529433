package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.backup.Backup;
import dev.kehu.platform.backup.KeySet;
import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.backup.Stores;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.KeyFile;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A history that was exported with its keys, and what may be done with the file. */
abstract class ExportedHistory {
    static final Progress QUIET = (what, done, total, unit) -> {};

    /** More than two batches. */
    static final int CUSTOMERS = 1_100;

    @TempDir Path temp;

    Path file;
    List<StoredEvent> original = List.of();
    String leaves = "";

    @BeforeEach
    final void export() {
        file = temp.resolve("history.gz");
        try (Stores stores = Stores.with(temp.resolve("data"), CUSTOMERS)) {
            original = stores.stored();
            leaves = export(stores, file).leaves();
            backUp(stores, "keys");
        }
    }

    static HistoryExport.Exported export(Stores stores, Path file) {
        return new HistoryExport(stores.history(), Clock.systemUTC(), QUIET).to(file);
    }

    final void backUp(Stores stores, String keys) {
        new Backup(stores.root(), Clock.systemUTC(), QUIET)
                .take(temp.resolve("b-" + keys), temp.resolve(keys));
    }

    /** As the command does it. */
    final HistoryImport.Imported take(Path from, String keys, Path to, Progress progress) {
        try (DataDirectory data = DataDirectory.open(to);
                EventLog log = new SqliteEventLog(data.file("events.db"), Clock.systemUTC())) {
            var history = new HistoryImport(from, log, progress);
            history.storeId();
            new KeyPlacing(data).place(KeySet.in(temp.resolve(keys)), QUIET);
            log.open();
            try (KeyFile present = KeyFile.open(data.file("keys.db"))) {
                history.check(present);
            }
            return history.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    final HistoryImport.Imported take(Path from) {
        return take(from, "keys", temp.resolve("new"), QUIET);
    }

    final void same(Path data, List<StoredEvent> expected) {
        try (Stores stores = Stores.open(data)) {
            same(stores.stored(), expected);
            assertThat(stores.opened()).hasSize(expected.size());
        }
    }

    static void same(List<StoredEvent> there, List<StoredEvent> expected) {
        assertThat(there).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(there.get(i).sameAs(expected.get(i))).as("event %d", i + 1).isTrue();
        }
    }

    final byte[] unpacked() throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
