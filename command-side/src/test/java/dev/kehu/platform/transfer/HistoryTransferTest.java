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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

class HistoryTransferTest {
    private static final Progress QUIET = (what, done, total, unit) -> {};
    private static final long SEED = Long.getLong("kehu.seed", 19980630L);

    /** More than two batches. */
    private static final int CUSTOMERS = 1_100;

    @TempDir Path temp;

    private Path file;
    private List<StoredEvent> original = List.of();
    private String leaves = "";

    @BeforeEach
    void export() {
        file = temp.resolve("history.gz");
        try (Stores stores = Stores.with(temp.resolve("data"), CUSTOMERS)) {
            original = stores.stored();
            leaves = export(stores, file).leaves();
            backUp(stores, "keys");
        }
    }

    private static HistoryExport.Exported export(Stores stores, Path file) {
        return new HistoryExport(stores.history(), Clock.systemUTC(), QUIET).to(file);
    }

    private void backUp(Stores stores, String keys) {
        new Backup(stores.root(), Clock.systemUTC(), QUIET)
                .take(temp.resolve("b-" + keys), temp.resolve(keys));
    }

    /** As the command does it. */
    private HistoryImport.Imported take(Path from, String keys, Path to, Progress progress) {
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

    private HistoryImport.Imported take(Path from) {
        return take(from, "keys", temp.resolve("new"), QUIET);
    }

    private void same(Path data, List<StoredEvent> expected) {
        try (Stores stores = Stores.open(data)) {
            List<StoredEvent> there = stores.stored();
            assertThat(there).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(there.get(i).sameAs(expected.get(i))).as("event %d", i + 1).isTrue();
            }
            assertThat(stores.opened()).hasSize(expected.size());
        }
    }

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

    @Nested
    class OfADamagedFile {
        @Test
        void namesTheFirstBadLineAndStoresNothing() throws IOException {
            byte[] whole = unpacked();
            var random = new Random(SEED);
            for (int round = 0; round < 12; round++) {
                byte[] bytes = whole.clone();
                int at = random.nextInt(bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Path bad = packed(bytes, "bad-" + round);
                int line = 1;
                for (int i = 0; i < at; i++) {
                    line += whole[i] == '\n' ? 1 : 0;
                }
                int expected = line;
                assertThatThrownBy(() -> take(bad))
                        .as("seed %d, byte %d", SEED, at)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("Line " + expected + " of");
            }
            nothingIsStored();
        }

        @Test
        void namesTheLineAtWhichItEnds() throws IOException {
            byte[] packed = Files.readAllBytes(file);
            for (int length : new int[] {packed.length - 1, packed.length / 2, 30}) {
                Path cut = temp.resolve("cut-" + length);
                Files.write(cut, Arrays.copyOf(packed, length));
                refuses("import.damaged", () -> take(cut));
            }
            byte[] whole = unpacked();
            Path noTrailer = packed(Arrays.copyOf(whole, whole.length - 150), "short");
            refuses("import.damaged", () -> take(noTrailer));
            nothingIsStored();
        }

        @Test
        void isSeenBehindChecksThatFit() throws IOException {
            var lines = new Lines(unpacked());
            assertThatThrownBy(() -> take(lines.without(temp.resolve("w"), 5)))
                    .hasMessageContaining("Line 6 of")
                    .hasMessageContaining("position 5 is missing");
            assertThatThrownBy(() -> take(lines.swapped(temp.resolve("s"), 7)))
                    .hasMessageContaining("Line 8 of");
            refuses(
                    "import.damaged",
                    () -> take(lines.edited(temp.resolve("e"), 9, "registered", "rewritten")));
            refuses(
                    "import.damaged",
                    () -> take(lines.edited(temp.resolve("m"), 9, "\"subject\"", "\"object\"")));
            refuses(
                    "import.damaged",
                    () ->
                            take(
                                    lines.edited(
                                            temp.resolve("t"),
                                            -1,
                                            "\"leaves\":\"",
                                            "\"leaves\":\"0")));
            refuses(
                    "import.newer",
                    () -> take(lines.edited(temp.resolve("n"), 0, "\"format\":1", "\"format\":2")));
            refuses(
                    "import.not-history",
                    () -> take(lines.edited(temp.resolve("k"), 0, "\"history\"", "\"laundry\"")));
            nothingIsStored();
        }

        @Test
        void isRefusedWhenItIsNone() throws IOException {
            Files.writeString(temp.resolve("list"), "1,2,3\n");
            refuses("import.not-history", () -> take(temp.resolve("list")));
            refuses("import.no-file", () -> take(temp.resolve("nothing")));
            refuses("import.no-file", () -> take(temp));
        }

        @Test
        void isSeenWhereAPlaceOfAStreamIsTakenTwice() throws IOException {
            Path twice = new Lines(unpacked()).repeated(temp.resolve("r"), original.size());
            refuses("import.damaged", () -> take(twice));
        }

        private void nothingIsStored() {
            same(temp.resolve("new"), List.of());
        }
    }

    private byte[] unpacked() throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private Path packed(byte[] bytes, String name) throws IOException {
        return Lines.pack(bytes, temp.resolve(name));
    }

    /** Writes the file as another program would, each check computed anew. */
    private record Lines(List<String> lines) {
        Lines(byte[] unpacked) {
            this(
                    new String(unpacked, StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.replaceFirst(",\"check\":\"[0-9a-f]{8}\"}$", ""))
                            .toList());
        }

        Path without(Path to, int line) throws IOException {
            var left = new ArrayList<>(lines);
            left.remove(line);
            return write(left, to);
        }

        Path swapped(Path to, int line) throws IOException {
            var swapped = new ArrayList<>(lines);
            swapped.set(line, lines.get(line + 1));
            swapped.set(line + 1, lines.get(line));
            return write(swapped, to);
        }

        Path edited(Path to, int line, String from, String with) throws IOException {
            var edited = new ArrayList<>(lines);
            int at = line < 0 ? lines.size() + line : line;
            assertThat(lines.get(at)).contains(from);
            edited.set(at, lines.get(at).replace(from, with));
            return write(edited, to);
        }

        /** Whole, but for the last event, which is the first one again. */
        Path repeated(Path to, int events) throws IOException {
            var all = new ArrayList<>(lines.subList(0, events + 1));
            all.set(
                    events,
                    lines.get(1).replaceFirst("\"position\":1,", "\"position\":" + events + ","));
            return whole(to, events, all);
        }

        /** A whole file of the first events. */
        Path first(Path to, int events) throws IOException {
            return whole(to, events, new ArrayList<>(lines.subList(0, events + 1)));
        }

        private Path whole(Path to, int events, List<String> fewer) throws IOException {
            fewer.set(0, lines.getFirst().replaceFirst("\"head\":\\d+", "\"head\":" + events));
            var sum = new Leaves();
            for (String line : fewer.subList(1, events + 1)) {
                int leaf = line.indexOf("\"leaf\":\"") + 8;
                sum.add(java.util.Base64.getDecoder().decode(line.substring(leaf, leaf + 44)));
            }
            fewer.add("{\"events\":%d,\"leaves\":\"%s\"".formatted(events, sum.hex()));
            return write(fewer, to);
        }

        private static Path write(List<String> lines, Path to) throws IOException {
            var check = new CRC32C();
            var text = new StringBuilder();
            for (String line : lines) {
                check.update(line.getBytes(StandardCharsets.UTF_8));
                text.append(line)
                        .append(",\"check\":\"")
                        .append(HexFormat.of().toHexDigits((int) check.getValue()))
                        .append("\"}\n");
            }
            return pack(text.toString().getBytes(StandardCharsets.UTF_8), to);
        }

        static Path pack(byte[] bytes, Path to) throws IOException {
            try (var out = new GZIPOutputStream(Files.newOutputStream(to))) {
                out.write(bytes);
            }
            return to;
        }
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
