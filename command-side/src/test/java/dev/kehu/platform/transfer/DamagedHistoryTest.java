package dev.kehu.platform.transfer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class DamagedHistoryTest extends ExportedHistory {
    private static final long SEED = Long.getLong("kehu.seed", 19980630L);

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
                () -> take(lines.edited(temp.resolve("t"), -1, "\"leaves\":\"", "\"leaves\":\"0")));
        refuses(
                "import.newer",
                () -> take(lines.edited(temp.resolve("n"), 0, "\"format\":2", "\"format\":3")));
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

    private Path packed(byte[] bytes, String name) throws IOException {
        return Lines.pack(bytes, temp.resolve(name));
    }
}
