package dev.kehu.platform.viewstore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

final class IdOrderTest {
    @Test
    void isTheOrderOfUtf8Bytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = text(random);
            String b = text(random);
            int bytes =
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(IdOrder.INSTANCE.compare(a, b)))
                    .as("seed %s: %s and %s", seed, a, b)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    private static String text(Random random) {
        int[] alphabet = {'a', 'b', '|', 0xe4, 0x5ba2, 0xd7ff, 0xe000, 0xff5e, 0x1f600, 0x10ffff};
        int[] points =
                random.ints(random.nextInt(5), 0, alphabet.length).map(i -> alphabet[i]).toArray();
        return new String(points, 0, points.length);
    }
}
