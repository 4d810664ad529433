package dev.kehu.customer.view.columns;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.duckdb.Table;

import java.util.List;

/** Tables that follow from the rows; so a late event or a merge changes no row anywhere. */
final class Looks {
    /** As the pages see it: up from each customer to the one it was merged into at last. */
    static final Table IDENTITY =
            Table.ofLook(
                    "identity",
                    "Which customer a subject belongs to, merges included.",
                    List.of(
                            new Column("subject", "VARCHAR", "customer something happened to"),
                            new Column("customer", "VARCHAR", "the survivor, or itself")),
                    """
                    WITH RECURSIVE merged AS (
                      SELECT subject, arg_max(other, position) AS survivor
                      FROM customer_events_at(as_of, known_at)
                      WHERE event IN ('customer.merged', 'customer.restored')
                      GROUP BY subject HAVING arg_max(event, position) = 'customer.merged'),
                    way AS (
                      SELECT subject, survivor, 1 AS steps FROM merged
                      UNION ALL
                      SELECT w.subject, m.survivor, w.steps + 1
                      FROM way w JOIN merged m ON m.subject = w.survivor WHERE w.steps < 100),
                    ending AS (
                      SELECT subject, arg_max(survivor, steps) AS survivor FROM way GROUP BY subject),
                    everybody AS (
                      SELECT subject FROM customer_events_at(as_of, known_at)
                      UNION SELECT subject FROM interactions_at(as_of, known_at))
                    SELECT subject, coalesce(survivor, subject) AS customer
                    FROM everybody LEFT JOIN ending USING (subject)\
                    """);

    static final Table CUSTOMERS =
            Table.ofLook(
                    "customers",
                    "One row for each customer; merged ones are one.",
                    List.of(
                            new Column("customer", "VARCHAR", "id of the survivor"),
                            new Column(
                                    "subjects", "BIGINT", "how many were merged, itself included"),
                            new Column("registered", "BOOLEAN", "false: only seen so far"),
                            new Column("known_since", "TIMESTAMP", "opened or registered, UTC"),
                            new Column("interactions", "BIGINT", "how many"),
                            new Column("first_at", "TIMESTAMP", "the first, business time, UTC"),
                            new Column("last_at", "TIMESTAMP", "the last, business time, UTC")),
                    """
                    WITH who AS MATERIALIZED (SELECT * FROM identity_at(as_of, known_at)),
                    file AS (
                      SELECT customer, bool_or(event = 'customer.registered') AS registered,
                        min(occurred_at) AS known_since
                      FROM customer_events_at(as_of, known_at) JOIN who USING (subject)
                      WHERE event IN ('customer.opened', 'customer.registered') GROUP BY customer),
                    met AS (
                      SELECT customer, count(*) AS interactions, min(occurred_at) AS first_at,
                        max(occurred_at) AS last_at
                      FROM interactions_at(as_of, known_at) JOIN who USING (subject)
                      GROUP BY customer),
                    each_one AS (SELECT customer, count(*) AS subjects FROM who GROUP BY customer)
                    SELECT customer, subjects, coalesce(registered, false) AS registered, known_since,
                      coalesce(interactions, 0) AS interactions, first_at, last_at
                    FROM each_one LEFT JOIN file USING (customer) LEFT JOIN met USING (customer)\
                    """);

    static final Table MONTHLY_VALUE =
            Table.ofLook(
                    "monthly_value",
                    "What a customer ordered, by month and currency.",
                    List.of(
                            new Column("customer", "VARCHAR", "id of the survivor"),
                            new Column("month", "VARCHAR", "1997-01, in the firm's zone"),
                            new Column("currency", "VARCHAR", "ISO 4217"),
                            new Column("orders", "BIGINT", "how many, those of 0.00 too"),
                            new Column("value", "DECIMAL(38,4)", "their sum, exact")),
                    """
                    SELECT customer, month, currency, count(*) AS orders, sum(amount) AS value
                    FROM interactions_at(as_of, known_at)
                      JOIN identity_at(as_of, known_at) USING (subject)
                    WHERE kind = 'order' AND amount IS NOT NULL
                    GROUP BY customer, month, currency\
                    """);

    private Looks() {}
}
