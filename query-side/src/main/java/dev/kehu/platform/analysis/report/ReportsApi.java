package dev.kehu.platform.analysis.report;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.reading.Freshness;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports over HTTP. */
@ViewApi
final class ReportsApi {
    private static final String PARQUET = "parquet";

    private final Reports reports;
    private final Tables tables;

    ReportsApi(Reports reports, Tables tables) {
        this.reports = reports;
        this.tables = tables;
    }

    /** What may be chosen; {@code otherwise} is the default. */
    record Choosable(
            String name,
            String meaning,
            @Nullable String otherwise,
            List<String> choices,
            @Nullable Long least,
            @Nullable Long most) {
        static Choosable of(Parameter parameter) {
            boolean number = parameter.most() > 0;
            return new Choosable(
                    parameter.name(),
                    parameter.meaning(),
                    parameter.otherwise(),
                    parameter.choices(),
                    number ? parameter.least() : null,
                    number ? parameter.most() : null);
        }
    }

    /** A report as it is described, with the SQL it asks. */
    record Described(
            String name,
            String title,
            String question,
            List<String> rules,
            List<Choosable> parameters,
            List<Column> columns,
            String sql) {
        static Described of(Report report) {
            return new Described(
                    report.name(),
                    report.title(),
                    report.question(),
                    report.rules(),
                    report.parameters().stream().map(Choosable::of).toList(),
                    report.columns(),
                    report.sql());
        }
    }

    /** All reports, by name. */
    record Listed(List<Described> items) {}

    /** The reports there are. */
    @GetMapping("/v1/reports")
    Listed reports() {
        return new Listed(reports.all().stream().map(Described::of).toList());
    }

    /**
     * A report's figures.
     *
     * @param today the day it counts to
     * @param parameters what was chosen, defaults included
     * @param rows members are the columns; decimals are numbers
     */
    record Figured(
            String name,
            LocalDate today,
            Map<String, @Nullable Object> parameters,
            List<Column> columns,
            List<Map<String, @Nullable Object>> rows,
            long position,
            long storePosition,
            long behind) {
        static Figured of(Reported reported) {
            Freshness fresh = reported.freshness();
            return new Figured(
                    reported.report().name(),
                    reported.today(),
                    reported.values(),
                    reported.report().columns(),
                    reported.rows().stream().map(row -> row(reported, row)).toList(),
                    fresh.position(),
                    fresh.storePosition(),
                    fresh.behind());
        }

        private static Map<String, @Nullable Object> row(
                Reported reported, List<@Nullable Object> cells) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++)
                row.put(reported.report().columns().get(i).name(), cells.get(i));
            return row;
        }
    }

    /**
     * One report, with {@code asOf}, {@code knownAt}, its own parameters, and {@code format} json,
     * csv, csv-bom, xlsx or parquet.
     */
    @GetMapping("/v1/reports/{name}")
    @Nullable ResponseEntity<?> report(
            @PathVariable String name,
            @RequestParam Map<String, String> asked,
            HttpServletResponse response)
            throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>(asked);
        String format = parameters.remove("format");
        if (PARQUET.equals(format)) {
            sendParquet(name, parameters, response);
            return null;
        }
        Optional<TableFormat> file = tables.format(format);
        Reported reported = reports.read(name, parameters);
        return file.isPresent()
                ? Tables.answer(file.get(), reported.table(), reported.freshness(), null)
                : ResponseEntity.ok(Figured.of(reported));
    }

    private void sendParquet(
            String name, Map<String, String> parameters, HttpServletResponse response)
            throws IOException {
        try (Answer answer = reports.parquet(name, parameters)) {
            String file = "kehu-" + name + "-" + answer.position() + ".parquet";
            response.setContentType("application/vnd.apache.parquet");
            response.setContentLengthLong(Files.size(answer.file()));
            response.setHeader("X-Position", Long.toString(answer.position()));
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment().filename(file).build().toString());
            Files.copy(answer.file(), response.getOutputStream());
        }
    }
}
