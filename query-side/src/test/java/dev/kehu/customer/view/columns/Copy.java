package dev.kehu.customer.view.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.AnalysisSettings;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question;
import dev.kehu.platform.analysis.sql.Question.Form;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.world.Story;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A copy of a story, in a folder of its own, asked in short. */
public final class Copy implements AutoCloseable {
    static final Limits LIMITS =
            new Limits("128MB", 1, Duration.ofSeconds(3), 2_000_000, 20_000_000, 2);
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path NATIVE = Path.of("target", "native");

    public final Analysis analysis;
    private final Story story;

    public Copy(Path folder, Story story) {
        this(folder, story, ZONE);
    }

    Copy(Path folder, Story story, ZoneId zone) {
        this.story = story;
        AnalysisSettings settings =
                new AnalysisSettings(
                        folder,
                        NATIVE.toAbsolutePath(),
                        Duration.ofHours(1),
                        Duration.ofMillis(50),
                        Duration.ZERO,
                        LIMITS);
        analysis = new Analysis(settings, new CustomerColumns(ViewSettings.in(zone)), story);
        analysis.start();
    }

    public Copy settled() {
        assertThat(analysis.reach(story.head(), PATIENCE)).isTrue();
        return this;
    }

    Answer ask(String sql, Form form, long limit, boolean cut) {
        return analysis.ask(new Question(sql, form, limit, cut));
    }

    List<JsonNode> rows(String sql) {
        try (Answer answer = ask(sql, Form.JSON, 100_000, false)) {
            List<JsonNode> rows = new ArrayList<>();
            for (String line : Files.readAllLines(answer.file()))
                rows.add(new JsonMapper().readTree(line));
            return rows;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Rows as texts, columns joined by a bar. */
    List<String> lines(String sql) {
        return rows(sql).stream()
                .map(
                        row ->
                                row.properties().stream()
                                        .map(column -> column.getValue().asString("null"))
                                        .reduce((a, b) -> a + "|" + b)
                                        .orElse(""))
                .toList();
    }

    @Override
    public void close() {
        analysis.close();
    }
}
