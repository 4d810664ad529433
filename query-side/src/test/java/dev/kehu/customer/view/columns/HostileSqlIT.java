package dev.kehu.customer.view.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Question.Form;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What must not be answered, and what stays as it was when somebody tries. */
class HostileSqlIT {
    @TempDir static Path folder;

    private static Copy copy;
    private static long interactions;

    @BeforeAll
    static void open() {
        Story story = new Story("story");
        Scenario.random(story, new Random(7), 300);
        copy = new Copy(folder, story).settled();
        interactions = count();
    }

    @AfterAll
    static void close() {
        copy.close();
    }

    private static long count() {
        return copy.rows("SELECT count(*) AS n FROM interactions").getFirst().path("n").asLong();
    }

    static List<String> hostile() throws IOException {
        try (InputStream list = HostileSqlIT.class.getResourceAsStream("hostile.sql")) {
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).toList();
        }
    }

    private static String refusal(String sql) {
        return catchThrowableOfType(
                        Refusal.class, () -> copy.ask(sql, Form.CSV, 1_000_000, false).close())
                .code();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refuses(String sql) {
        assertThat(refusal(sql)).isEqualTo("sql.refused");
    }

    @AfterEach
    void nothingHasChanged() throws IOException {
        assertThat(count()).isEqualTo(interactions);
        try (var left = Files.list(folder.resolve("answers"))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b",
                "SELECT count(*) FROM interactions a, interactions b, interactions c, interactions"
                        + " d, interactions e, interactions f",
                "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n)"
                        + " FROM t",
            })
    void stopsWhatTakesTooLong(String sql) {
        assertThat(refusal(sql)).isEqualTo("sql.too-slow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT list(range) FROM range(100000000)",
                "SELECT string_agg(range::VARCHAR, '') FROM range(100000000)",
                "WITH RECURSIVE t AS (SELECT 'xxxxxxxx' AS s, 1 AS n UNION ALL SELECT s || s, n + 1"
                        + " FROM t WHERE n < 40) SELECT length(s) FROM t",
            })
    void stopsWhatNeedsTooMuchMemory(String sql) {
        assertThat(refusal(sql)).isIn("sql.too-much-memory", "sql.too-slow", "sql.too-large");
    }

    @Test
    void refusesTooManyRows() {
        assertThat(refusal("SELECT 1 FROM range(1000001)")).isEqualTo("sql.too-many-rows");
    }

    @Test
    void refusesTooManyBytes() {
        assertThat(refusal("SELECT sha256(range::VARCHAR) FROM range(999999)"))
                .isEqualTo("sql.too-large");
    }

    @Test
    void refusesTooMuchText() {
        assertThat(refusal("SELECT 1" + " ".repeat(20_000))).isEqualTo("sql.too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "- ", "[", "CASE WHEN true THEN ", "SELECT * FROM ("})
    void survivesDeepNesting(String piece) {
        String sql = "SELECT " + piece.repeat(19_000 / piece.length());
        assertThat(refusal(sql)).isEqualTo("sql.refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT month, channel, count(*) FROM interactions GROUP BY ALL ORDER BY ALL;",
                "FROM interactions LIMIT 3 -- some",
                "WITH a AS (SELECT subject FROM interactions) SELECT count(*) FROM A JOIN identity"
                        + " USING (subject)",
                "SELECT kind, sum(amount) OVER (PARTITION BY kind ORDER BY position) FROM"
                        + " main.interactions",
                "SELECT * FROM interactions PIVOT (count(*) FOR kind IN ('order', 'enquiry'))",
                "SELECT date_trunc('month', occurred_at) AS m, quantile_cont(amount, 0.5) FROM"
                        + " interactions GROUP BY m",
                "SELECT a.range, b.n FROM range(5) a CROSS JOIN (VALUES (1), (2)) b(n)",
                "SELECT customer FROM customers_at(DATE '1997-06-30', NULL) EXCEPT SELECT customer"
                        + " FROM customers",
                "SELECT list_sort([2, 1]), unnest(['a', 'b'])",
                "SELECT CASE WHEN amount > 1 THEN 'x' ELSE NULL END, amount BETWEEN 1 AND 2,"
                        + " channel LIKE '%e%' FROM interactions",
                "SELECT extract(year FROM occurred_at), occurred_at::DATE + INTERVAL 1 MONTH FROM"
                        + " interactions",
                "VALUES (1), (2)",
                "WITH best AS (SELECT customer, sum(value) AS v FROM monthly_value GROUP BY ALL),"
                    + " all_in AS (SELECT sum(v) AS total FROM best) SELECT *, v / total AS share,"
                    + " round(share * 100, 1) AS percent FROM best, all_in WHERE percent > 0 ORDER"
                    + " BY share",
                "SELECT a.*, b.*, c.* FROM customers a JOIN customers b USING (customer) JOIN"
                        + " customers_at(DATE '1997-06-30', NULL) c USING (customer) JOIN"
                        + " monthly_value USING (customer)",
                "SELECT channel, kind, month, count(*) FROM interactions GROUP BY CUBE (channel,"
                        + " kind, month)",
            })
    void answersWhatAnalystsAsk(String sql) {
        try (Answer answer = copy.ask(sql, Form.CSV, 100_000, false)) {
            assertThat(answer.file()).exists();
        }
    }

    @Test
    void writesNoFormulasForSpreadsheets() throws IOException {
        String sql =
                "SELECT * FROM (VALUES (1, '=1+2', 'a;=1'), (2, '-2+3', NULL), (3, '+49 (89) 1',"
                        + " ''), (-4, '＝1', 'a\"b')) t(n, \"@t\", \"u\"\"v\")";
        try (Answer answer = copy.ask(sql, Form.CSV, 10, false)) {
            assertThat(Files.readAllLines(answer.file()))
                    .containsExactly(
                            "n,\"'@t\",\"u\"\"v\"",
                            "1,\"'=1+2\",\"a;=1\"",
                            "2,\"'-2+3\",",
                            "3,\"+49 (89) 1\",\"\"",
                            "-4,\"'＝1\",\"a\"\"b\"");
        }
    }
}
