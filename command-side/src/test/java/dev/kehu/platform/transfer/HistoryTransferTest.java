package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.platform.backup.Progress;
import dev.kehu.platform.backup.Stores;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.sqlite.SqliteEventLog;
import dev.kehu.platform.sealing.KeyFile;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

class HistoryTransferTest extends ExportedHistory {
    @Test
    void keepsPositionsTimesIdsLeavesAndTheNameOfTheStore() {
        HistoryImport.Imported imported = take(file);
        assertThat(imported.events()).isEqualTo(2L * CUSTOMERS).isEqualTo(imported.added());
        assertThat(imported.leaves()).isEqualTo(leaves);
        same(temp.resolve("new"), original);
        try (Stores stores = Stores.open(temp.resolve("new"))) {
            assertThat(stores.history().storeId()).isEqualTo(imported.storeId());
            stores.register(3, 2);
            assertThat(stores.stored().getLast().position()).isEqualTo(2L * CUSTOMERS + 1);
        }
    }

    @Test
    void showsNothingPersonal() throws IOException {
        String text = new String(unpacked(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("customer-7\"", "customer.registered", "_sealed")
                .doesNotContain("Ann Example");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void replacesNoFile() {
        try (Stores stores = Stores.open(temp.resolve("data"))) {
            refuses("export.exists", () -> export(stores, file));
        }
    }

    @Nested
    class RunAgain {
        @Test
        void goesOnWhereItWasKilled() {
            dies(2_000);
            HistoryImport.Imported rest = take(file);
            assertThat(rest.added()).isEqualTo(200);
            assertThat(rest.leaves()).isEqualTo(leaves);
            same(temp.resolve("new"), original);
        }

        @Test
        void addsNothingToWhatIsComplete() {
            take(file);
            assertThat(take(file).added()).isZero();
            same(temp.resolve("new"), original);
        }

        @Test
        void goesOnWithALaterExportAndItsKeys() {
            take(file);
            Path later = temp.resolve("later.gz");
            try (Stores stores = Stores.open(temp.resolve("data"))) {
                stores.register(CUSTOMERS, 0);
                export(stores, later);
                backUp(stores, "later-keys");
            }
            refuses("import.keys-missing", () -> take(later));
            assertThat(take(later, "later-keys", temp.resolve("new"), QUIET).added()).isOne();
            refuses("import.keys-other", () -> take(later)); // the older keys lack one
        }

        /** As if killed right behind the transaction that ends at this position. */
        private void dies(long position) {
            Progress killing =
                    (what, done, total, unit) -> {
                        if (what.equals("Importing") && done == position) {
                            throw new IllegalStateException("killed");
                        }
                    };
            assertThatThrownBy(() -> take(file, "keys", temp.resolve("new"), killing))
                    .hasMessage("killed");
        }
    }

    @Nested
    class IntoAStoreWithOtherContent {
        @Test
        void isRefused() {
            try (Stores other = Stores.with(temp.resolve("other"), 1)) {
                assertThat(other.history().head()).isEqualTo(2);
            }
            refuses("import.keys-other", () -> take(file, "keys", temp.resolve("other"), QUIET));
            intoOther(temp.resolve("other"));
        }

        @Test
        void isRefusedWhereTheSameStoreWentAnotherWay() throws IOException {
            Path half = temp.resolve("half.gz");
            new Lines(unpacked()).first(half, original.size() - 1);
            take(half);
            try (Stores stores = Stores.open(temp.resolve("new"))) {
                stores.register(9_999, 0);
            }
            intoOther(temp.resolve("new"));
            intoOther(temp.resolve("data"), half);
        }

        @Test
        void isRefusedWhereOnlyTheNameOfTheStoreDiffers() throws IOException {
            take(file);
            var lines = new Lines(unpacked());
            intoOther(
                    temp.resolve("new"),
                    lines.edited(temp.resolve("x"), 0, "\"store-", "\"store-other-"));
        }

        private void intoOther(Path data) {
            intoOther(data, file);
        }

        private void intoOther(Path root, Path from) {
            try (DataDirectory data = DataDirectory.open(root);
                    EventLog log = new SqliteEventLog(data.file("events.db"), Clock.systemUTC());
                    KeyFile keys = KeyFile.open(temp.resolve("keys/keys.db"))) {
                long head = log.open();
                refuses(
                        "import.other-history",
                        () -> new HistoryImport(from, log, QUIET).check(keys));
                assertThat(log.head()).isEqualTo(head);
            }
        }
    }
}
