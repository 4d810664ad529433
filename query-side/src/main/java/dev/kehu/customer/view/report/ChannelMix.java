package dev.kehu.customer.view.report;

import dev.kehu.interaction.api.Vocabulary;
import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On which channels customers and firm meet, by the time of the week. */
@Component
final class ChannelMix implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "channel-mix",
                "Channels by hour and weekday",
                "Through which channels do we meet our customers, on which day of the week and at"
                        + " which hour?",
                List.of(
                        "Each interaction counts once, in the hour and on the day it happened in"
                                + " the firm's zone. Hours without any are left out.",
                        "Weekday 1 is Monday, 7 is Sunday (ISO 8601)."),
                List.of(
                        Parameter.choice(
                                "direction", "whose contact", orAny(Vocabulary.DIRECTIONS)),
                        Parameter.choice("kind", "of which kind", orAny(Vocabulary.KINDS))),
                sql(),
                columns(),
                Chart.grid(
                        "hour",
                        "weekday",
                        Stream.concat(Stream.of("interactions"), counted())
                                .toArray(String[]::new)));
    }

    private static String[] orAny(List<String> words) {
        return Stream.concat(Stream.of("any"), words.stream()).toArray(String[]::new);
    }

    /** A column for each channel, and one for what came on another. */
    private static Stream<String> counted() {
        return Stream.concat(Vocabulary.CHANNELS.stream(), Stream.of("others"));
    }

    private static String sql() {
        String channels =
                Vocabulary.CHANNELS.stream()
                        .map("count(*) FILTER (channel = '%1$s') AS %1$s"::formatted)
                        .collect(Collectors.joining(", "));
        return """
        SELECT isodow(day) AS weekday, hour, count(*) AS interactions,
          %s,
          count(*) FILTER (channel NOT IN ('%s')) AS others
        FROM interactions_at(:as_of, :known_at)
        WHERE (:direction = 'any' OR direction = :direction) AND (:kind = 'any' OR kind = :kind)
        GROUP BY ALL ORDER BY weekday, hour\
        """
                .formatted(channels, String.join("', '", Vocabulary.CHANNELS));
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(Purchases.count("weekday", "1 is Monday"));
        columns.add(Purchases.count("hour", "0 to 23"));
        columns.add(Purchases.count("interactions", "on all channels"));
        Vocabulary.CHANNELS.forEach(
                channel -> columns.add(Purchases.count(channel, "on this channel")));
        columns.add(Purchases.count("others", "on channels of other names"));
        return columns;
    }
}
