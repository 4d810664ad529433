package dev.kehu.bench;

import java.time.Duration;

/**
 * How much is done in one run.
 *
 * @param warmups rounds before that do not count
 * @param budget a run that is slower than expected takes fewer rounds from two thirds of it on
 * @param customers customers the interactions are about
 * @param history events of the histories that are replayed
 * @param streams streams of twenty events that are loaded
 * @param views events of the history the views are built from
 * @param replayed of these, what the peer replays in batches
 * @param slow of these, what the peer replays one by one
 */
record Sizes(
        int rounds,
        int warmups,
        Duration round,
        Duration budget,
        int customers,
        int history,
        int streams,
        int views,
        int replayed,
        int slow) {
    static Sizes of(Options options) {
        int rounds = options.rounds();
        return switch (options.size()) {
            case QUICK ->
                    new Sizes(
                            rounds,
                            1,
                            Duration.ofMillis(300),
                            Duration.ofSeconds(50),
                            500,
                            5_000,
                            50,
                            5_000,
                            2_000,
                            200);
            case FULL ->
                    new Sizes(
                            rounds,
                            5,
                            Duration.ofSeconds(2),
                            Duration.ofMinutes(12),
                            10_000,
                            100_000,
                            1_000,
                            100_000,
                            20_000,
                            2_000);
            case LARGE ->
                    new Sizes(
                            rounds,
                            2,
                            Duration.ofSeconds(10),
                            Duration.ofHours(3),
                            100_000,
                            1_000_000,
                            5_000,
                            1_000_000,
                            100_000,
                            10_000);
        };
    }
}
