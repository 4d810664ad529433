package dev.kehu.platform.eventstore;

import java.util.List;
import java.util.Random;

/** The one source of chance of a simulated life, with a digest of everything it said. */
final class Dice {
    private final Random random;
    private long digest;

    Dice(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        int drawn = random.nextInt(bound);
        note(drawn);
        return drawn;
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    long bits() {
        return random.nextLong();
    }

    void note(long what) {
        digest = digest * 31 + what;
    }

    long digest() {
        return digest;
    }
}
