package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.RecipientMark;
import dev.kehu.audit.view.access.Suspects.Suspect;
import dev.kehu.platform.answer.Marked;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A failure names its seed; {@code -Dkehu.seed=N} runs that one alone. */
class SuspectsTest {
    private static final List<String> RECIPIENTS =
            IntStream.range(0, 20).mapToObj(n -> "clerk-" + n).toList();

    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(20, 1, 1_000_000);
    }

    private static RecipientMark keyed(long key) {
        return (recipient, one, other) -> {
            String pair = one.compareTo(other) < 0 ? one + other : other + one;
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-256")
                                .digest((key + recipient + pair).getBytes(StandardCharsets.UTF_8));
                return (hash[0] & 1) == 1;
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void namesTheExporterOfAnyTwoHundredRows(long seed) {
        Random random = new Random(seed);
        RecipientMark mark = keyed(random.nextLong());
        List<String> ids =
                Stream.generate(() -> "customer-" + new UUID(random.nextLong(), random.nextLong()))
                        .limit(2_000)
                        .sorted()
                        .toList();
        String exporter = RECIPIENTS.get(random.nextInt(RECIPIENTS.size()));
        List<String> file =
                Marked.pairs(ids.stream(), (one, other) -> mark.swaps(exporter, one, other))
                        .toList();
        assertThat(file).containsExactlyInAnyOrderElementsOf(ids).isNotEqualTo(ids);
        int from = random.nextInt(1_800);
        List<Suspect> suspects = Suspects.of(file.subList(from, from + 200), RECIPIENTS, mark);
        assertThat(suspects.getFirst().by()).isEqualTo(exporter);
        assertThat(suspects.getFirst().agree()).isEqualTo(suspects.getFirst().pairs());
        assertThat(suspects.get(1).agree()).isLessThan(suspects.getFirst().agree() * 9 / 10);
    }
}
