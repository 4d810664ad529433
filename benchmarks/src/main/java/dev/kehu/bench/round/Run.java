package dev.kehu.bench.round;

import dev.kehu.bench.workload.Interactions;
import dev.kehu.bench.workload.Messages;

/** What a suite works with. */
public record Run(
        Sizes sizes, Scratch scratch, Ticker ticker, Interleaved rounds, Messages messages) {
    private static final long SEED = 20261121;

    public Run(Sizes sizes, Scratch scratch, Ticker ticker, Interleaved rounds) {
        this(
                sizes,
                scratch,
                ticker,
                rounds,
                new Messages(new Interactions(SEED, sizes.customers())));
        ticker.say("seed " + SEED + ", " + sizes.customers() + " customers");
    }
}
