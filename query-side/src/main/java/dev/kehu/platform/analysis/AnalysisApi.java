package dev.kehu.platform.analysis;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question;
import dev.kehu.platform.analysis.sql.Question.Form;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The analysts' copy over HTTP. */
@ViewApi
final class AnalysisApi {
    private static final int PREVIEW = 1_000;

    private final Analysis analysis;
    private final AnalysisSettings settings;
    private final History history;

    AnalysisApi(Analysis analysis, AnalysisSettings settings, History history) {
        this.analysis = analysis;
        this.settings = settings;
        this.history = history;
    }

    /**
     * A question.
     *
     * @param limit most rows; those beyond are left out and {@code more} is true. Without it an
     *     answer of more than 1,000 rows in JSON, or of more than may be in a file, is refused
     */
    record Asked(@Nullable String sql, @Nullable Long limit) {}

    /** Answers one SELECT, as JSON or as a file in CSV or Parquet; read-only, within limits. */
    @PostMapping("/v1/analysis/sql")
    void sql(
            @RequestBody Asked asked,
            @RequestParam(required = false) @Nullable String format,
            HttpServletResponse response)
            throws IOException {
        Form form = form(format);
        try (Answer answer = analysis.ask(question(asked, form))) {
            response.setHeader("X-Position", Long.toString(answer.position()));
            switch (form) {
                case JSON -> {
                    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                    JsonRows.write(
                            answer, freshness(answer.position()), response.getOutputStream());
                }
                case CSV -> send(answer, "text/csv;charset=UTF-8", response);
                case PARQUET -> send(answer, "application/vnd.apache.parquet", response);
            }
        }
    }

    private static void send(Answer answer, String type, HttpServletResponse response)
            throws IOException {
        response.setContentType(type);
        response.setContentLengthLong(Files.size(answer.file()));
        Files.copy(answer.file(), response.getOutputStream());
    }

    private static Form form(@Nullable String format) {
        return switch (format == null ? "json" : format) {
            case "json" -> Form.JSON;
            case "csv" -> Form.CSV;
            case "parquet" -> Form.PARQUET;
            default ->
                    throw Refusal.invalid(
                            "parameter.format", "format is json, csv or parquet here");
        };
    }

    private Question question(Asked asked, Form form) {
        if (asked.sql() == null || asked.sql().isBlank())
            throw Refusal.invalid("sql.refused", "Not asked: the member sql is missing");
        long most = form == Form.JSON ? Limits.JSON_ROWS : settings.limits().rows();
        Long limit = asked.limit();
        if (limit == null)
            return new Question(asked.sql(), form, form == Form.JSON ? PREVIEW : most, false);
        return new Question(
                asked.sql(),
                form,
                Parameters.number("limit", limit.toString(), PREVIEW, 1, most),
                true);
    }

    private Map<String, Long> freshness(long position) {
        Map<String, Long> freshness = new LinkedHashMap<>();
        long head = Math.max(history.head(), position);
        freshness.put("position", position);
        freshness.put("storePosition", head);
        freshness.put("behind", head - position);
        return freshness;
    }

    /** A table as it is described. */
    record Described(String name, String meaning, String asOf, List<Column> columns) {
        static Described of(Table table) {
            return new Described(
                    table.name(),
                    table.meaning(),
                    table.lookBack() + "(as_of, known_at)",
                    table.columns());
        }
    }

    /** The tables and how far the copy is. */
    record Description(List<Described> tables, long position, long storePosition, long behind) {}

    /** What can be asked for, with stable names; opens nothing. */
    @GetMapping("/v1/analysis/schema")
    Description schema() {
        Map<String, Long> freshness = freshness(analysis.position());
        return new Description(
                analysis.tables().stream().map(Described::of).toList(),
                analysis.position(),
                freshness.getOrDefault("storePosition", 0L),
                freshness.getOrDefault("behind", 0L));
    }
}
