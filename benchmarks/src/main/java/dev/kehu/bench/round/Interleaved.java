package dev.kehu.bench.round;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures a metric in interleaved rounds: each round gives every contender one turn, and each
 * begins with another one, so that a disturbed minute disturbs all alike. Warm-up rounds come first
 * and do not count.
 */
public final class Interleaved {
    private static final int FEWEST = 2;
    private static final double VERY = 1.2;

    private final long start = System.nanoTime();
    private final Sizes sizes;
    private final Ticker ticker;
    private final Consumer<Result> results;

    public Interleaved(Sizes sizes, Ticker ticker, Consumer<Result> results) {
        this.sizes = sizes;
        this.ticker = ticker;
        this.results = results;
    }

    /** Measures and reports a metric. */
    public Result metric(String name, String unit, List<Contender> contenders) throws Exception {
        return metric(name, unit, contenders, sizes.warmups());
    }

    /** The same for contenders that have just been measured doing much the same. */
    public Result again(String name, String unit, List<Contender> contenders) throws Exception {
        return metric(name, unit, contenders, sizes.again());
    }

    private Result metric(String name, String unit, List<Contender> contenders, int warmups)
            throws Exception {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        contenders.forEach(c -> samples.put(c.name(), new ArrayList<>()));
        boolean late = late(1);
        int rounds = late(VERY) ? 1 : late ? Math.min(FEWEST, sizes.rounds()) : sizes.rounds();
        for (int round = late ? 0 : -warmups; round < rounds; round++) {
            String now = round < 0 ? "warm-up" : "round " + (round + 1) + " of " + rounds;
            for (int turn = 0; turn < contenders.size(); turn++) {
                Contender contender =
                        contenders.get(Math.floorMod(turn + round, contenders.size()));
                double value = turn(contender, name + ": " + contender.name() + ", " + now);
                if (round >= 0) {
                    samples.get(contender.name()).add(value);
                }
            }
        }
        Result result = new Result(name, unit, rounds, samples);
        result.seen().forEach(results);
        return result;
    }

    /** Reports what was measured where contenders cannot take turns. */
    public void measured(String name, String unit, Map<String, List<Double>> samples) {
        int rounds = samples.values().stream().mapToInt(List::size).max().orElse(0);
        new Result(name, unit, rounds, samples).seen().forEach(results);
    }

    private double turn(Contender contender, String doing) throws Exception {
        ticker.on(doing);
        double load = Machine.load();
        double value = contender.round().measure();
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(contender.name() + " measured nothing");
        }
        ticker.say("        %s: %,.3f (load before %.1f)".formatted(doing, value, load));
        return value;
    }

    private boolean late(double times) {
        return System.nanoTime() - start > sizes.budget().toNanos() * times;
    }

    /** A figure that does not move between rounds: measured once. */
    public void once(String name, String unit, Map<String, Double> values) {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        values.forEach((who, value) -> samples.put(who, List.of(value)));
        new Result(name, unit, 1, samples).seen().forEach(results);
    }
}
