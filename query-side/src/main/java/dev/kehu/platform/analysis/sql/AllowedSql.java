package dev.kehu.platform.analysis.sql;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.Table;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a question may be asked, from the tree DuckDB's own parser makes of it: one reading
 * statement over our tables and its own subqueries, with functions of a list. Everything is refused
 * that is not known to be harmless, so that what a new DuckDB brings stays out.
 */
final class AllowedSql {
    private static final int BRACKETS = 300, SIGNS = 2_000;
    private static final Pattern SYMBOLS = Pattern.compile("[^A-Za-z0-9_ ]+");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Set<String> NODES =
            Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");
    private static final Set<String> SOURCES =
            Set.of(
                    "BASE_TABLE",
                    "SUBQUERY",
                    "JOIN",
                    "TABLE_FUNCTION",
                    "EMPTY",
                    "EMPTY_FROM",
                    "EXPRESSION_LIST",
                    "PIVOT",
                    "CTE");
    private static final Set<String> EXPRESSIONS =
            Set.of(
                    "COLUMN_REF",
                    "CONSTANT",
                    "FUNCTION",
                    "WINDOW",
                    "SUBQUERY",
                    "CASE",
                    "CAST",
                    "CONJUNCTION",
                    "COMPARISON",
                    "OPERATOR",
                    "BETWEEN",
                    "STAR",
                    "COLLATE",
                    "POSITIONAL_REFERENCE",
                    "TYPE");
    private static final Set<String> ROW_MAKERS = Set.of("range", "generate_series", "unnest");

    private static final String REPEATED = "CTE_MATERIALIZE_NEVER";

    private final Set<String> tables;
    private final Set<String> tableFunctions;
    private final Set<String> functions;
    private final Set<String> taken;
    private final Planning planning;

    /**
     * @param taken names of all tables and views there are, DuckDB's own too
     */
    AllowedSql(List<Table> tables, Set<String> taken) {
        this.tables = tables.stream().map(Table::name).collect(Collectors.toSet());
        this.tableFunctions = tables.stream().map(Table::lookBack).collect(Collectors.toSet());
        this.tableFunctions.addAll(ROW_MAKERS);
        this.functions = Functions.allowed();
        this.taken = taken;
        this.planning = new Planning(tables);
    }

    /**
     * Before DuckDB reads it: its parser takes time and memory by the square of nested brackets and
     * signs, and cannot be stopped. All are counted, for what is quoted cannot be told yet.
     *
     * @throws Refusal {@code sql.refused}
     */
    static void measure(String sql) {
        if (sql.chars().filter(c -> "([{".indexOf(c) >= 0).count() > BRACKETS)
            throw refused("it has more than %d opening brackets".formatted(BRACKETS));
        if (sql.chars().filter(c -> "+-".indexOf(c) >= 0).count() > SIGNS)
            throw refused("it has more than %,d plus and minus signs".formatted(SIGNS));
    }

    /**
     * @param tree of {@code json_serialize_sql}
     * @throws Refusal {@code sql.refused}
     */
    void check(JsonNode tree) {
        if (tree.path("error").asBoolean(true)) throw refused(unreadable(tree));
        JsonNode statements = tree.path("statements");
        if (statements.size() != 1) throw refused("ask one SELECT at a time");
        walk(statements.get(0), Set.of());
        planning.check(statements.get(0));
    }

    private static String unreadable(JsonNode tree) {
        return tree.path("error_type").asString("").equals("not implemented")
                ? "only SELECT is possible here"
                : tree.path("error_message").asString("this cannot be read");
    }

    private void walk(JsonNode node, Set<String> named) {
        Set<String> visible = named;
        if (node.isObject()) {
            visible = with(named, node);
            look(node, visible);
        }
        boolean source = node.path("type").asString("").equals("TABLE_FUNCTION");
        for (Map.Entry<String, JsonNode> part : parts(node)) {
            if (source && part.getKey().equals("function")) inFrom(part.getValue(), visible);
            else walk(part.getValue(), visible);
        }
    }

    private static Iterable<Map.Entry<String, JsonNode>> parts(JsonNode node) {
        if (node.isObject()) return node.properties();
        List<Map.Entry<String, JsonNode>> items = new ArrayList<>();
        for (JsonNode item : node) items.add(Map.entry("", item));
        return items;
    }

    private void inFrom(JsonNode function, Set<String> visible) {
        function(function, tableFunctions, "this table function");
        for (JsonNode part : function) walk(part, visible);
    }

    /**
     * Names of the subqueries in WITH are seen inside this node alone, but not in all of it: before
     * it is made, DuckDB takes the table of the same name. So there must be none.
     */
    private Set<String> with(Set<String> named, JsonNode node) {
        JsonNode map = node.path("cte_map").path("map");
        if (map.isEmpty()) return named;
        Set<String> visible = new HashSet<>(named);
        for (JsonNode entry : map) {
            String name = entry.path("key").asString("");
            if (!PLAIN.matcher(name).matches())
                throw refused("give subqueries in WITH plain names");
            if (entry.path("value").path("materialized").asString("").equals(REPEATED))
                throw refused("NOT MATERIALIZED is not possible here");
            String plain = name.toLowerCase(Locale.ROOT);
            if (taken.contains(plain))
                throw refused("give the subquery in WITH another name, a table has it: " + plain);
            visible.add(plain);
        }
        return visible;
    }

    private void look(JsonNode node, Set<String> visible) {
        String type = node.path("type").asString("");
        if (node.has("class")) {
            if (!EXPRESSIONS.contains(node.path("class").asString("")))
                throw refused("there is something in it that is not possible here");
        } else if (node.has("sample") && node.has("alias") && !SOURCES.contains(type)
                || type.endsWith("_NODE") && !NODES.contains(type)) {
            throw refused("only SELECT over the tables of GET /v1/analysis/schema is possible");
        }
        if (type.equals("BASE_TABLE")) table(node, visible);
        if (node.has("function_name")) function(node, functions, "this function");
    }

    private void table(JsonNode node, Set<String> visible) {
        String name = node.path("table_name").asString("").toLowerCase(Locale.ROOT);
        boolean own = node.path("catalog_name").asString("").isEmpty();
        String schema = node.path("schema_name").asString("");
        boolean known =
                schema.isEmpty() && visible.contains(name)
                        || (schema.isEmpty() || schema.equals("main")) && tables.contains(name);
        if (node.path("at_clause").isObject()) throw refused("AT is not possible here: use _at(…)");
        if (!own || !known)
            throw refused("there is no table of this name: see GET /v1/analysis/schema");
    }

    private static void function(JsonNode node, Set<String> allowed, String what) {
        boolean qualified =
                !node.path("schema").asString("").isEmpty()
                        || !node.path("catalog").asString("").isEmpty();
        String name = name(node);
        if (qualified || !allowed.contains(name) && !SYMBOLS.matcher(name).matches())
            throw refused(what + " is not possible here: " + shown(name));
    }

    private static String name(JsonNode node) {
        return node.path("function_name").asString("").toLowerCase(Locale.ROOT);
    }

    private static String shown(String name) {
        return PLAIN.matcher(name).matches() ? name : "(its name is not plain)";
    }

    static Refusal refused(String why) {
        return Refusal.invalid("sql.refused", "Not asked: " + why);
    }
}
