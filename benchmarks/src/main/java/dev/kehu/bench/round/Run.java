package dev.kehu.bench.round;

import dev.kehu.bench.postgres.PostgresServer;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.bench.workload.Messages;

import org.jspecify.annotations.Nullable;

/**
 * What a suite works with.
 *
 * @param postgres the server to measure on too, null when none was asked for
 */
public record Run(
        Sizes sizes,
        Scratch scratch,
        Ticker ticker,
        Interleaved rounds,
        @Nullable PostgresServer postgres,
        Messages messages) {
    private static final long SEED = 20261121;

    public Run(
            Sizes sizes,
            Scratch scratch,
            Ticker ticker,
            Interleaved rounds,
            @Nullable PostgresServer postgres) {
        this(
                sizes,
                scratch,
                ticker,
                rounds,
                postgres,
                new Messages(new Interactions(SEED, sizes.customers())));
        ticker.say("seed " + SEED + ", " + sizes.customers() + " customers");
    }
}
