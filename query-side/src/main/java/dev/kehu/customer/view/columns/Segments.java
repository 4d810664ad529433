package dev.kehu.customer.view.columns;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Table;

import java.util.List;

/**
 * Who is in which segment. Strategic: where the firm has put the survivor, of those segments there
 * are. By value: the class of the newest assessment, which is of the survivor if it has any; by
 * purchases: new and old customers and those who have not bought yet are told apart. A further
 * segmentation is further rows.
 */
final class Segments {
    static final Table TABLE =
            Table.ofLook(
                    "segments",
                    "One row for each customer and way to divide them; merged ones are one.",
                    List.of(
                            new Column("customer", "VARCHAR", "id of the survivor"),
                            new Column("segmentation", "VARCHAR", "strategic, value or purchases"),
                            new Column(
                                    "segment",
                                    "VARCHAR",
                                    "as named; low, secondary, potential, high; none, one,"
                                            + " several"),
                            new Column(
                                    "since",
                                    "TIMESTAMP",
                                    "in it without a break, business time, UTC; none: ever")),
                    """
                    WITH who AS MATERIALIZED (SELECT * FROM identity_at(as_of, known_at)),
                    judged AS MATERIALIZED (
                      SELECT customer, subject, class, occurred_at, position
                      FROM assessments_at(as_of, known_at) JOIN who USING (subject)),
                    deciding AS (
                      SELECT customer, subject, row_number() OVER (PARTITION BY customer
                        ORDER BY subject = customer DESC, occurred_at DESC, position DESC) AS place
                      FROM judged),
                    course AS (
                      SELECT customer, class, occurred_at,
                        row_number() OVER (PARTITION BY customer
                          ORDER BY occurred_at DESC, position DESC)
                        - row_number() OVER (PARTITION BY customer, class
                          ORDER BY occurred_at DESC, position DESC) AS others
                      FROM judged JOIN deciding USING (customer, subject) WHERE place = 1),
                    days AS (
                      SELECT customer, day, min(occurred_at) AS began
                      FROM interactions_at(as_of, known_at) JOIN who USING (subject)
                      WHERE kind = 'order' GROUP BY customer, day),
                    nth AS (
                      SELECT customer, began, row_number() OVER (PARTITION BY customer ORDER BY day) AS n
                      FROM days),
                    bought AS (
                      SELECT customer, max(n) AS n, max(began) AS began FROM nth WHERE n <= 2
                      GROUP BY customer),
                    placed AS (
                      SELECT subject, segment, occurred_at, row_number() OVER (PARTITION BY subject
                        ORDER BY occurred_at DESC, position DESC) AS place
                      FROM placements_at(as_of, known_at)),
                    names AS MATERIALIZED (SELECT number, segment FROM namings_at(as_of, known_at)),
                    strategic AS (
                      SELECT who.customer, segment, occurred_at
                      FROM placed JOIN who USING (subject)
                      WHERE place = 1 AND subject = who.customer AND segment IN (
                        SELECT segment FROM names WHERE number = (SELECT max(number) FROM names)))
                    SELECT customer, 'strategic' AS segmentation, segment, occurred_at AS since
                    FROM strategic
                    UNION ALL
                    SELECT customer, 'value' AS segmentation, class AS segment,
                      min(occurred_at) AS since
                    FROM course WHERE others = 0 GROUP BY customer, class
                    UNION ALL
                    SELECT customer, 'purchases',
                      CASE coalesce(n, 0) WHEN 0 THEN 'none' WHEN 1 THEN 'one' ELSE 'several' END, began
                    FROM (SELECT DISTINCT customer FROM who) LEFT JOIN bought USING (customer)\
                    """);

    private Segments() {}
}
