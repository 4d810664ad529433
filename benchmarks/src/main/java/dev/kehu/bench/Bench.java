package dev.kehu.bench;

import dev.kehu.bench.metric.AppendMetrics;
import dev.kehu.bench.metric.CommandMetrics;
import dev.kehu.bench.metric.GrowthMetrics;
import dev.kehu.bench.metric.HistoryMetrics;
import dev.kehu.bench.metric.IntakeMetrics;
import dev.kehu.bench.metric.LifecycleMetrics;
import dev.kehu.bench.metric.ProtectionMetrics;
import dev.kehu.bench.metric.RebuildCurve;
import dev.kehu.bench.metric.ViewMetrics;
import dev.kehu.bench.round.Interleaved;
import dev.kehu.bench.round.Machine;
import dev.kehu.bench.round.Result;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Scratch;
import dev.kehu.bench.round.Sizes;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.round.Ticker;
import dev.kehu.bench.view.GroupMetrics;
import dev.kehu.bench.view.ReadSideMetrics;

import java.io.PrintStream;
import java.util.function.Consumer;

/** {@code kehu bench}: figures that mean something, because peer and floor stand beside them. */
public final class Bench {
    private static final int DONE = 0;
    private static final int FOUND_WRONG = 1;
    private static final int WRONG_USE = 2;

    private Bench() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        System.setOut(System.err); // whatever logs to standard output must not mix with results
        System.setProperty("disable-axoniq-console-message", "true");
        int code = run(out, System.err, args);
        out.flush();
        System.exit(code);
    }

    /** Runs what the arguments ask for and answers the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) {
        Options options;
        try {
            options = Options.parse(args);
        } catch (WrongUse e) {
            err.println(e.getMessage());
            return WRONG_USE;
        }
        if (options.help()) {
            out.print(Options.USAGE);
            return DONE;
        }
        try {
            measure(options, options.sizes(), out, err);
            return DONE;
        } catch (Exception e) {
            err.println("The measurement failed: " + e);
            e.printStackTrace(err);
            return FOUND_WRONG;
        }
    }

    /** Runs the suite with these sizes. */
    static void measure(Options options, Sizes sizes, PrintStream out, PrintStream err)
            throws Exception {
        Table table = new Table();
        Consumer<Result> results = options.json() ? r -> line(out, r) : table::add;
        try (Scratch scratch = new Scratch();
                Ticker ticker = new Ticker(err)) {
            String machine = Machine.describe(scratch.root());
            ticker.say(machine);
            Interleaved rounds = new Interleaved(sizes, ticker, results);
            try (Servers servers = Servers.of(options, scratch, ticker)) {
                suite(options).measure(new Run(sizes, scratch, ticker, rounds, servers.postgres()));
            }
            if (!options.json()) {
                out.println(machine);
                out.print(table.text());
            }
        }
    }

    private static Suite suite(Options options) {
        if (options.suite().equals("store") && options.size() == Options.Size.LARGE) {
            return new GrowthMetrics();
        }
        return switch (options.suite()) {
            case "store" ->
                    run -> {
                        new AppendMetrics().measure(run);
                        new ProtectionMetrics().measure(run);
                        new CommandMetrics().measure(run);
                        new HistoryMetrics().measure(run);
                    };
            case "intake" ->
                    run -> {
                        new IntakeMetrics().measure(run);
                        new CommandMetrics().measure(run);
                    };
            case "views" ->
                    run -> {
                        for (String part : Options.PARTS) {
                            if (options.wants(part)) {
                                views(part).measure(run);
                            }
                        }
                    };
            case "lifecycle" -> new LifecycleMetrics();
            default -> throw new WrongUse("There is no suite " + options.suite() + ".");
        };
    }

    private static Suite views(String part) {
        return switch (part) {
            case "rebuild" -> new ViewMetrics();
            case "curve" -> new RebuildCurve();
            case "reading" -> new ReadSideMetrics();
            default -> new GroupMetrics();
        };
    }

    private static void line(PrintStream out, Result result) {
        out.println(result.json());
        out.flush();
    }
}
