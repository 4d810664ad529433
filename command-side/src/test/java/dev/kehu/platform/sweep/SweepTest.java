package dev.kehu.platform.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

class SweepTest {
    private static final String NAME = "Zoë 王小明 \"Z\"";

    @TempDir private Path directory;

    private void file(String name, byte[] middle) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[middle.length + 2_000];
        System.arraycopy(middle, 0, bytes, 1_000, middle.length);
        Files.write(file, bytes);
    }

    private void file(String name, String middle) throws IOException {
        file(name, middle.getBytes(StandardCharsets.UTF_8));
    }

    private Sweep.Swept sweep(String... values) {
        return new Sweep(List.of(values)).over(directory);
    }

    @Test
    void findsAValueHoweverItIsWritten() throws Exception {
        file("utf8", NAME);
        file("little", NAME.getBytes(StandardCharsets.UTF_16LE));
        file("big", NAME.getBytes(StandardCharsets.UTF_16BE));
        file("decomposed", Normalizer.normalize(NAME, Normalizer.Form.NFD));
        file("small", NAME.toLowerCase(Locale.ROOT));
        file("deep/json", "Zo\\u00eb \\u738b\\u5c0f\\u660e \\\"Z\\\"");
        file("deep/json-capital", "Zo\\u00EB \\u738B\\u5C0F\\u660E \\\"Z\\\"");
        file("deep/json-plain", "Zoë 王小明 \\\"Z\\\"");
        file("other", "Zoe 王小明 \"Z\"");
        try (var out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("log.1.gz")))) {
            out.write(NAME.getBytes(StandardCharsets.UTF_8));
        }
        file("broken.gz", "no gzip at all");
        assertThat(sweep(NAME).found())
                .containsExactly(
                        "big",
                        "decomposed",
                        "deep/json",
                        "deep/json-capital",
                        "deep/json-plain",
                        "little",
                        "log.1.gz",
                        "small",
                        "utf8");
        assertThat(sweep("somebody else").found()).isEmpty();
        assertThat(sweep("somebody else").files()).isEqualTo(11);
    }

    @Test
    void findsATelephoneNumberByItsDigits() throws Exception {
        file("index", "8613800138000");
        assertThat(sweep("+86 138-0013-8000").found()).containsExactly("index");
    }

    /** A file is read a megabyte at a time. */
    @Test
    void findsAValueAcrossWhatIsReadAtOnce() throws Exception {
        byte[] name = "across the border".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[3 << 20];
        for (int border : new int[] {1 << 20, 2 << 20}) {
            for (int before = 0; before <= name.length; before++) {
                java.util.Arrays.fill(bytes, (byte) 'x');
                System.arraycopy(name, 0, bytes, border - before, name.length);
                Files.write(directory.resolve("large"), bytes);
                assertThat(sweep("across the border").found()).as("%d", before).hasSize(1);
            }
        }
    }

    @Test
    void saysWhatIsTooShortToLookFor() throws Exception {
        file("a", "abc");
        Sweep.Swept swept = sweep("ab", "long enough");
        assertThat(swept.tooShort()).isOne();
        assertThat(swept.found()).isEmpty();
    }

    /** Such as the folder a file system keeps for itself: the rest is searched all the same. */
    @Test
    void namesWhatItMayNotOpen() throws Exception {
        file("readable", "the name of somebody");
        Sweep sweep = new Sweep(List.of("the name of somebody"));
        Sweep.Walk walk = sweep.walk(directory);
        Path closed = directory.resolve("lost+found");
        assertThat(walk.visitFileFailed(closed, new AccessDeniedException("no")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(walk.visitFileFailed(closed, new NoSuchFileException("gone")))
                .isEqualTo(FileVisitResult.CONTINUE);
        Files.walkFileTree(directory, walk);
        assertThat(walk.told().unreadable()).containsExactly("lost+found");
        assertThat(walk.told().found()).containsExactly("readable");
    }

    @Test
    void searchesOtherDirectoriesToo() throws Exception {
        file("data/new", "nothing");
        file("data.backup-v1/old", "the name of somebody");
        Sweep sweep = new Sweep(List.of("the name of somebody"));
        Path data = directory.resolve("data");
        assertThat(sweep.over(data, List.of(directory.resolve("data.backup-v1"))).found())
                .containsExactly("../data.backup-v1/old");
    }
}
