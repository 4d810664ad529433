package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.duckdb.Column;

/** What several reports begin with. */
final class Purchases {
    static final String RULE =
            "A purchase is an interaction of kind order, those of 0.00 too. Merged customers count"
                    + " as one. Days and months are those of the firm's zone.";
    static final String ENDED =
            "Only months that have ended by the day of the report count; a running one would look"
                    + " like a loss.";

    /** Subqueries {@code who} and {@code purchase}; months are counted from year 0 in {@code m}. */
    static final String SQL =
            """
            WITH who AS MATERIALIZED (SELECT * FROM identity_at(:as_of, :known_at)),
            purchase AS MATERIALIZED (
              SELECT customer, day, year(day) * 12 + month(day) - 1 AS m, amount, currency, product
              FROM interactions_at(:as_of, :known_at) JOIN who USING (subject)
              WHERE kind = 'order'),
            """;

    /** Subquery {@code chosen}: the currency asked for, or the one with most orders. */
    static final String CURRENCY =
            """
            chosen AS MATERIALIZED (
              SELECT coalesce(:currency, (
                SELECT currency FROM purchase WHERE amount IS NOT NULL
                GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1)) AS currency),
            """;

    /** Subqueries {@code began} and {@code cell}: who bought in which month after the first. */
    static final String COHORTS =
            SQL
                    + """
                    began AS (SELECT customer, min(m) AS began FROM purchase GROUP BY customer),
                    size AS (SELECT began, count(*) AS customers FROM began GROUP BY began),
                    bought AS (
                      SELECT began, m - began AS age, count(DISTINCT customer) AS active
                      FROM purchase JOIN began USING (customer) GROUP BY began, m - began),
                    cell AS (
                      SELECT size.began, ages.age, customers, coalesce(active, 0) AS active
                      FROM size CROSS JOIN range(0, :months + 1) AS ages(age)
                        LEFT JOIN bought ON bought.began = size.began AND bought.age = ages.age
                      WHERE ages.age = 0 OR size.began + ages.age
                        <= year(:today + 1) * 12 + month(:today + 1) - 2)
                    """;

    private Purchases() {}

    /** A month counted from year 0, as text. */
    static String month(String counted) {
        return "strftime(make_date(%1$s // 12, %1$s %% 12 + 1, 1), '%%Y-%%m')".formatted(counted);
    }

    /** Parts of a whole, in ten-thousandths. */
    static String share(String part, String whole) {
        return "CAST(round(%s / nullif(%s, 0), 4) AS DECIMAL(9,4))".formatted(part, whole);
    }

    static Column count(String name, String meaning) {
        return new Column(name, "BIGINT", meaning);
    }

    static Column share(String name) {
        return new Column(name, "DECIMAL(9,4)", "part of the whole, 0 to 1");
    }

    static Column text(String name, String meaning) {
        return new Column(name, "VARCHAR", meaning);
    }

    static Column money(String name, String meaning) {
        return new Column(name, "DECIMAL(38,4)", meaning);
    }
}
