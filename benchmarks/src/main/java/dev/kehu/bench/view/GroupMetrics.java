package dev.kehu.bench.view;

import dev.kehu.bench.floor.DuckAlone;
import dev.kehu.bench.ours.KehuProgram;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.round.Suite;
import dev.kehu.bench.workload.Contacts;
import dev.kehu.bench.workload.Interactions;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.AnalysisSettings;
import dev.kehu.platform.analysis.Content;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Interactions by month and channel in the analysts' copy, as the API answers it, without HTTP. The
 * copy is filled by the program's own code from a history that is made while it is read; the
 * program itself has nothing else to do.
 */
public final class GroupMetrics implements Suite {
    private static final long SEED = 20261123;
    private static final int MORE = 10;
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final double HALF = 50;
    private static final int ROWS = 10_000;
    private static final String SQL =
            """
            SELECT month, channel, count(*) AS interactions, sum(amount) AS money
            FROM interactions GROUP BY ALL ORDER BY ALL\
            """;

    @Override
    public void measure(Run run) throws Exception {
        Interactions data = new Interactions(SEED, MORE * run.sizes().customers());
        Contacts contacts = new Contacts(data, MORE * run.sizes().views());
        try (KehuProgram kehu = KehuProgram.start(run.scratch().directory("views/group"))) {
            kehu.awaitQuiet();
            measure(run, kehu, contacts);
        }
    }

    private static void measure(Run run, KehuProgram kehu, Contacts contacts) throws Exception {
        AnalysisSettings like = kehu.bean(AnalysisSettings.class);
        Path folder = run.scratch().directory("views/copy");
        AnalysisSettings settings =
                new AnalysisSettings(
                        folder,
                        like.nativeFolder(),
                        Duration.ZERO,
                        like.every(),
                        Duration.ZERO,
                        like.limits());
        run.ticker().on("copying " + contacts.count() + " interactions");
        try (Analysis analysis = new Analysis(settings, kehu.bean(Content.class), contacts)) {
            analysis.start();
            if (!analysis.reach(contacts.head(), PATIENCE)) {
                throw new IllegalStateException("The interactions were not copied in an hour");
            }
            try (DuckAlone floor =
                    new DuckAlone(settings.nativeFolder(), folder.resolve("analysis.duckdb"))) {
                Reads reads = new Reads(run.sizes().round(), HALF);
                run.rounds()
                        .metric(
                                "groupby",
                                "ms",
                                List.of(
                                        Contender.kehu(() -> reads.millis(r -> ask(analysis))),
                                        Contender.floor(() -> reads.millis(r -> floor.ask(SQL)))));
            }
        }
    }

    private static void ask(Analysis analysis) throws IOException {
        Question question = new Question(SQL, Question.Form.JSON, ROWS, false);
        try (Answer answer = analysis.ask(question)) {
            if (Files.readAllLines(answer.file()).isEmpty()) {
                throw new IllegalStateException("The copy is empty");
            }
        }
    }
}
