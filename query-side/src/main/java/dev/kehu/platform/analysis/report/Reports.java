package dev.kehu.platform.analysis.report;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.Analysis;
import dev.kehu.platform.analysis.sql.Answer;
import dev.kehu.platform.analysis.sql.Bound;
import dev.kehu.platform.analysis.sql.Figures;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reports there are, answered from the analysts' copy. */
@Component
public final class Reports {
    private static final List<String> TIMES = List.of("asOf", "knownAt");

    private final List<Report> all;
    private final Analysis analysis;
    private final History history;
    private final BusinessClock clock;
    private final ZoneId zone;

    public Reports(
            List<AnalystReport> reports,
            Analysis analysis,
            History history,
            BusinessClock clock,
            ViewSettings settings) {
        this.all =
                reports.stream()
                        .map(AnalystReport::report)
                        .sorted(Comparator.comparing(Report::name))
                        .toList();
        this.analysis = analysis;
        this.history = history;
        this.clock = clock;
        this.zone = settings.zone();
    }

    /** By name, ascending. */
    public List<Report> all() {
        return all;
    }

    /**
     * @throws Refusal {@code report.unknown}
     */
    public Report named(String name) {
        return all.stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Refusal.unknown(
                                        "report.unknown",
                                        "There is no report of this name: see GET /v1/reports"));
    }

    /**
     * @param asked {@code asOf}, {@code knownAt} and the report's parameters, as texts; what is
     *     missing has its default
     * @throws Refusal {@code report.unknown}, {@code report.parameter}, {@code parameter.number},
     *     {@code parameter.time}, {@code sql.…}
     * @throws dev.kehu.platform.analysis.CopyUnavailable when the copy cannot be asked now
     */
    public Reported read(String name, Map<String, String> asked) {
        Report report = named(name);
        Map<String, @Nullable Object> chosen = chosen(report, asked);
        Figures figures = analysis.figures(bound(report, asked, chosen));
        long head = Math.max(history.head(), figures.position());
        return new Reported(
                report,
                today(time(asked)),
                chosen,
                figures.rows(),
                new Freshness(figures.position(), head));
    }

    /** The same as a file of Parquet. */
    Answer parquet(String name, Map<String, String> asked) {
        Report report = named(name);
        return analysis.parquet(bound(report, asked, chosen(report, asked)));
    }

    private AsOf time(Map<String, String> asked) {
        return new Parameters(zone).asOf(asked.get("asOf"), asked.get("knownAt"));
    }

    /** The business day, or the day that is looked back to. */
    private LocalDate today(AsOf time) {
        Instant asOf = time.occurred();
        return asOf == null ? clock.today() : LocalDate.ofInstant(asOf, zone);
    }

    private static Map<String, @Nullable Object> chosen(Report report, Map<String, String> asked) {
        List<String> known = new ArrayList<>(TIMES);
        report.parameters().forEach(parameter -> known.add(parameter.name()));
        if (!known.containsAll(asked.keySet())) throw Parameter.unknown(known);
        Map<String, @Nullable Object> chosen = new LinkedHashMap<>();
        for (Parameter parameter : report.parameters())
            chosen.put(parameter.name(), parameter.read(asked.get(parameter.name())));
        return chosen;
    }

    private Bound bound(
            Report report, Map<String, String> asked, Map<String, @Nullable Object> chosen) {
        AsOf time = time(asked);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("as_of", text(time.occurred()));
        values.put("known_at", text(time.known()));
        values.put("today", today(time).toString());
        for (Parameter parameter : report.parameters())
            values.put(Report.sqlName(parameter), chosen.get(parameter.name()));
        return report.bound(values);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
