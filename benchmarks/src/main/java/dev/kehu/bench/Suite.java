package dev.kehu.bench;

import dev.kehu.bench.workload.Interactions;
import dev.kehu.bench.workload.Messages;

/** A set of metrics that share their stores. */
interface Suite {
    void measure(Run run) throws Exception;

    static Suite named(String name) {
        return switch (name) {
            case "store" ->
                    run -> {
                        new AppendMetrics().measure(run);
                        new CommandMetrics().measure(run);
                        new HistoryMetrics().measure(run);
                    };
            case "intake" ->
                    run -> {
                        new IntakeMetrics().measure(run);
                        new CommandMetrics().measure(run);
                    };
            case "views" -> new ViewMetrics();
            default -> throw new WrongUse("There is no suite " + name + ".");
        };
    }

    /** What a suite works with. */
    record Run(Sizes sizes, Scratch scratch, Ticker ticker, Interleaved rounds, Messages messages) {
        private static final long SEED = 20261121;

        Run(Sizes sizes, Scratch scratch, Ticker ticker, Interleaved rounds) {
            this(
                    sizes,
                    scratch,
                    ticker,
                    rounds,
                    new Messages(new Interactions(SEED, sizes.customers())));
            ticker.say("seed " + SEED + ", " + sizes.customers() + " customers");
        }
    }
}
