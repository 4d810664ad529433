package dev.kehu.adapter;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.control.Errand;
import dev.kehu.control.Replies;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.AnalysisSettings;
import dev.kehu.platform.analysis.CopyUnavailable;
import dev.kehu.platform.analysis.JsonRows;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question;
import dev.kehu.platform.analysis.sql.Question.Form;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Answers a question of the command line. The answer is left in a file that whoever asked prints
 * and removes: a large one does not fit through a line of the control socket.
 */
@Component
final class QueryErrand implements Errand {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int TABLE_ROWS = 1_000;

    private final Analysis analysis;
    private final AnalysisSettings settings;
    private final History history;
    private final AccessLog log;

    QueryErrand(Analysis analysis, AnalysisSettings settings, History history, AccessLog log) {
        this.analysis = analysis;
        this.settings = settings;
        this.history = history;
        this.log = log;
    }

    @Override
    public String name() {
        return "query";
    }

    @Override
    public Sight sight() {
        return Sight.WRITTEN_DOWN;
    }

    /**
     * @param args the form (table, json, csv or parquet), then the question
     */
    @Override
    public int run(List<String> args, Replies replies) {
        try {
            upToDate(replies);
            log.record(Access.wide(log.now(), "operator", "./kehu query", "analysis"));
            replies.answer(text(answered(args)));
            return 0;
        } catch (Refusal refusal) {
            return refused(replies, refusal.code(), refusal.getMessage());
        } catch (CopyUnavailable unavailable) {
            return refused(replies, unavailable.code(), unavailable.getMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void upToDate(Replies replies) {
        long head = history.head();
        while (!analysis.reach(head, LOOK)) {
            replies.progress(
                    "the analysts' copy is at %,d of %,d events"
                            .formatted(analysis.position(), head));
        }
    }

    private Map<String, Object> answered(List<String> args) throws IOException {
        String form = args.getFirst();
        if (form.equals("parquet")) {
            return Map.of("folder", analysis.parquet().toString());
        }
        String sql = args.get(1);
        if (form.equals("csv")) {
            return left(analysis.ask(new Question(sql, Form.CSV, settings.limits().rows(), false)));
        }
        int most = form.equals("table") ? TABLE_ROWS : Limits.JSON_ROWS;
        try (Answer rows = analysis.ask(new Question(sql, Form.JSON, most, form.equals("table")))) {
            Path file = Path.of(rows.file() + ".object");
            try (OutputStream out = Files.newOutputStream(file)) {
                JsonRows.write(rows, Map.of("position", rows.position()), out);
            }
            return Map.of("file", file.toString());
        }
    }

    /** Not closed: the file stays for who asked. */
    private static Map<String, Object> left(Answer answer) {
        return Map.of("file", answer.file().toString());
    }

    private static int refused(Replies replies, String code, String sentence) {
        replies.complain(sentence + " (" + code + ")");
        replies.answer(text(Map.of("code", code, "detail", sentence)));
        return code.equals("sql.refused") || code.equals("sql.too-long") ? 2 : 1;
    }

    private static String text(Map<String, Object> answer) {
        return new JsonMapper().writeValueAsString(answer);
    }
}
