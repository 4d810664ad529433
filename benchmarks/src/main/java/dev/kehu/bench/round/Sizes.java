package dev.kehu.bench.round;

import java.time.Duration;

/**
 * How much is done in one run.
 *
 * @param warmups rounds before that do not count
 * @param again the same for contenders that have just been measured doing much the same
 * @param budget from then on a run is slower than expected: metrics take two rounds, none to warm
 *     up; when it is long over, one
 * @param customers customers the interactions are about
 * @param history events of the histories that are replayed
 * @param grown events of the long history whose figures stand beside those of a usual one
 * @param streams streams of twenty events that are loaded
 * @param views events of the history the views are built from
 * @param replayed of these, what the peer replays in batches
 * @param slow of these, what the peer replays one by one
 * @param searched customers that are searched for
 */
public record Sizes(
        int rounds,
        int warmups,
        int again,
        Duration round,
        Duration budget,
        int customers,
        int history,
        int grown,
        int streams,
        int views,
        int replayed,
        int slow,
        int searched) {
    /** For a first look. */
    public static Sizes quick(int rounds) {
        return new Sizes(
                rounds,
                1,
                0,
                Duration.ofMillis(200),
                Duration.ofSeconds(30),
                500,
                5_000,
                20_000,
                50,
                5_000,
                2_000,
                200,
                5_000);
    }

    /**
     * @param stores how many back ends there are: twice as many contenders have half the time
     */
    public static Sizes full(int rounds, int stores) {
        return new Sizes(
                rounds,
                5,
                1,
                Duration.ofMillis(1_800 / stores),
                Duration.ofMinutes(11),
                10_000,
                100_000,
                1_000_000,
                1_000,
                100_000,
                20_000,
                2_000,
                200_000);
    }

    /** Hours. */
    public static Sizes large(int rounds) {
        return new Sizes(
                rounds,
                2,
                2,
                Duration.ofSeconds(10),
                Duration.ofHours(2),
                100_000,
                1_000_000,
                1_000_000,
                5_000,
                1_000_000,
                100_000,
                10_000,
                1_000_000);
    }

    /** For a long history beside a usual one. */
    public static Sizes growth(int rounds) {
        return new Sizes(
                rounds,
                3,
                1,
                Duration.ofSeconds(5),
                Duration.ofHours(3),
                10_000,
                100_000,
                10_000_000,
                1_000,
                0,
                0,
                0,
                0);
    }
}
