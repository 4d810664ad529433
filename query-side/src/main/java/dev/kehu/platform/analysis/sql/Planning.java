package dev.kehu.platform.analysis.sql;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.Table;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much a question grows when DuckDB plans it: names are replaced by what they stand for, so
 * that a short text may double itself many times over, and planning can neither be stopped nor held
 * within the memory limit. Rather too much is counted than too little.
 */
final class Planning {
    /** As many parts more than are written take DuckDB less than a second. */
    private static final long MOST = 5_000;

    /** What joins and sets of groups cost beside a column: planning 150 joins takes 15 s. */
    private static final long JOIN = 80, SET = 100;

    /** Words of a view that make one part. */
    private static final int WORDS = 4;

    private static final List<String> REST =
            List.of("where_clause", "group_expressions", "having", "qualify", "modifiers");

    private final Map<String, Size> tables = new HashMap<>();

    Planning(List<Table> known) {
        for (Table table : known) {
            long weight = 1;
            for (String word : table.look().split("\\W+"))
                weight += WORDS * tables.getOrDefault(word, Size.ONE).weight();
            Size size = new Size(weight / WORDS + 1, table.columns().size());
            tables.put(table.name(), size);
            tables.put(table.lookBack(), size);
        }
    }

    /**
     * @param tree of one statement
     * @throws Refusal {@code sql.refused}
     */
    void check(JsonNode tree) {
        long grown = part(tree, new Names(Map.of(), Map.of())).weight() - parts(tree);
        if (grown > MOST) throw tooMuch();
    }

    private static Refusal tooMuch() {
        return AllowedSql.refused(
                "written out it would be too long: use fewer joins, sets of groups, and names that"
                        + " stand for other names");
    }

    /** What was named so far: subqueries in WITH, and columns of the same SELECT. */
    private record Names(Map<String, Size> queries, Map<String, Long> columns) {}

    private record Size(long weight, long width) {
        static final Size ONE = new Size(1, 1);
        static final Size NONE = new Size(0, 0);

        /** More than any limit ends it here: the numbers may double with every name. */
        Size {
            if (weight > 100_000 || width > 100_000) throw tooMuch();
        }

        Size and(Size other) {
            return new Size(weight + other.weight, width + other.width);
        }

        Size plus(long more) {
            return new Size(weight + more, width);
        }
    }

    private static long parts(JsonNode node) {
        long sum = node.has("class") ? 1 : 0;
        for (JsonNode part : node) sum += parts(part);
        return sum;
    }

    private Size part(JsonNode node, Names names) {
        String type = node.path("type").asString("");
        if (node.has("cte_map") && type.endsWith("_NODE")) return query(node, names);
        return switch (type) {
            case "BASE_TABLE" -> named(node.path("table_name"), names.queries()).plus(1);
            case "TABLE_FUNCTION" ->
                    named(node.path("function").path("function_name"), Map.of())
                            .plus(sum(node, names).weight());
            case "JOIN" ->
                    part(node.path("left"), names)
                            .and(part(node.path("right"), names))
                            .plus(JOIN + part(node.path("condition"), names).weight());
            case "EXPRESSION_LIST" ->
                    new Size(sum(node, names).weight(), node.path("values").path(0).size());
            case "PIVOT" -> pivot(node, names);
            default -> sum(node, names).plus(node.has("class") ? 1 + column(node, names) : 0);
        };
    }

    private Size sum(JsonNode node, Names names) {
        Size sum = Size.NONE;
        for (JsonNode each : node) sum = sum.and(part(each, names));
        return sum;
    }

    private Size named(JsonNode name, Map<String, Size> queries) {
        String key = lower(name);
        Size query = queries.get(key);
        return query != null ? query : tables.getOrDefault(key, Size.ONE);
    }

    private static long column(JsonNode node, Names names) {
        JsonNode path = node.path("column_names");
        if (path.isEmpty()) return 0;
        return names.columns().getOrDefault(lower(path.get(path.size() - 1)), 0L);
    }

    private Size pivot(JsonNode node, Names names) {
        Size source = part(node.path("source"), names);
        long columns = Math.max(1, node.path("aggregates").size());
        for (JsonNode each : node.path("pivots"))
            columns = Math.min(columns * Math.max(1, each.path("entries").size()), MOST * MOST);
        return new Size(
                source.weight() + columns + sum(node, names).weight(), source.width() + columns);
    }

    private Size query(JsonNode node, Names outer) {
        Map<String, Size> queries = new HashMap<>(outer.queries());
        for (JsonNode entry : node.path("cte_map").path("map")) {
            String name = lower(entry.path("key"));
            queries.put(name, Size.ONE);
            queries.put(name, part(entry.path("value").path("query_node"), outer(queries, outer)));
        }
        Names names = outer(queries, outer);
        if (node.path("type").asString("").equals("SELECT_NODE")) return select(node, names);
        Size sum = Size.NONE;
        for (var each : node.properties())
            if (!each.getKey().equals("cte_map")) sum = sum.and(part(each.getValue(), names));
        return sum;
    }

    private static Names outer(Map<String, Size> queries, Names outer) {
        return new Names(queries, new HashMap<>(outer.columns()));
    }

    private Size select(JsonNode node, Names names) {
        Size from = part(node.path("from_table"), names);
        Size all = new Size(from.weight(), 0);
        for (JsonNode item : node.path("select_list")) {
            long times = stars(item) ? Math.max(1, from.width()) : 1;
            long weight = part(item, names).weight() * times;
            all = all.and(new Size(weight, times));
            String alias = lower(item.path("alias"));
            if (!alias.isEmpty()) names.columns().merge(alias, weight, Math::max);
        }
        long sets = node.path("group_sets").size();
        if (sets > 1) all = all.plus(SET * sets);
        for (String rest : REST) all = all.plus(part(node.path(rest), names).weight());
        return all;
    }

    private static boolean stars(JsonNode node) {
        if (node.path("class").asString("").equals("STAR")) return true;
        for (JsonNode each : node) if (stars(each)) return true;
        return false;
    }

    private static String lower(JsonNode name) {
        return name.asString("").toLowerCase(Locale.ROOT);
    }
}
