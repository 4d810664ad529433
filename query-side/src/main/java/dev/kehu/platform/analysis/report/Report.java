package dev.kehu.platform.analysis.report;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.sql.Bound;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A question analysts ask again and again.
 *
 * @param name stable, in addresses
 * @param question in words
 * @param rules what the words of the report mean, each with its source
 * @param sql over the tables of the copy, with {@code :as_of}, {@code :known_at}, {@code :today}
 *     and the parameters where a value belongs
 * @param columns in the order of the SELECT; names are stable
 */
public record Report(
        String name,
        String title,
        String question,
        List<String> rules,
        List<Parameter> parameters,
        String sql,
        List<Column> columns,
        Chart chart) {
    private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z_]+)");
    private static final Map<String, String> TIMES =
            Map.of("as_of", "TIMESTAMP", "known_at", "TIMESTAMP", "today", "DATE");

    /**
     * The question as it is run, with the values it uses beside it.
     *
     * @param values by the names they have in the SQL
     */
    Bound bound(Map<String, @Nullable Object> values) {
        List<String> places = new ArrayList<>();
        String text =
                NAMED.matcher(sql)
                        .replaceAll(
                                found -> {
                                    String name = found.group(1);
                                    if (!values.containsKey(name))
                                        throw new IllegalStateException("no parameter " + name);
                                    if (!places.contains(name)) places.add(name);
                                    int place = places.indexOf(name) + 1;
                                    return "CAST(\\$%d AS %s)".formatted(place, type(name));
                                });
        List<@Nullable Object> arguments = new ArrayList<>();
        places.forEach(name -> arguments.add(values.get(name)));
        return new Bound(text, arguments);
    }

    private String type(String name) {
        boolean number = parameters.stream().anyMatch(p -> sqlName(p).equals(name) && p.most() > 0);
        return TIMES.getOrDefault(name, number ? "BIGINT" : "VARCHAR");
    }

    static String sqlName(Parameter parameter) {
        return parameter.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
