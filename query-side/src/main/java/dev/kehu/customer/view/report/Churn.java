package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** Who stopped buying, and who came back. */
@Component
final class Churn implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "churn",
                "Churned and returned customers",
                "How many customers did we lose each month, how many came back, how many are with"
                        + " us?",
                List.of(
                        Purchases.RULE,
                        "Rule days: a customer has churned on the day after so many days without a"
                            + " purchase. Nobody tells that they leave, so the limit is a choice;"
                            + " half a year is the default.",
                        "Rule own-median: the limit is the factor times the median of the"
                            + " customer's own intervals up to that purchase, rounded down; before"
                            + " the second purchase it is the number of days. What is learnt later"
                            + " changes no earlier month.",
                        "Returned: a purchase after having churned. With us at the end of a month:"
                            + " everybody who has bought, less the churned, plus the returned. The"
                            + " month of the report counts up to its day."),
                List.of(
                        Parameter.choice("rule", "how long is too long", "days", "own-median"),
                        Parameter.number("days", "without a purchase", 180, 1, 3650),
                        Parameter.number("factor", "times the own median", 2, 1, 10)),
                Purchases.SQL
                        +
"""
days AS (SELECT DISTINCT customer, day FROM purchase),
step AS (
  SELECT customer, day, day - lag(day) OVER one AS gap, lead(day) OVER one AS next
  FROM days WINDOW one AS (PARTITION BY customer ORDER BY day)),
limited AS (
  SELECT customer, day, next, CASE WHEN :rule = 'own-median' THEN coalesce(
      CAST(floor(:factor * median(gap) OVER (
        PARTITION BY customer ORDER BY day ROWS UNBOUNDED PRECEDING)) AS BIGINT), :days)
    ELSE :days END AS most
  FROM step),
gone AS (
  SELECT day + CAST(most + 1 AS INTEGER) AS day, next FROM limited
  WHERE day + CAST(most + 1 AS INTEGER) <= :today
    AND (next IS NULL OR next >= day + CAST(most + 1 AS INTEGER))),
moved AS (
  SELECT min(day) AS day, 1 AS bought, 0 AS churned, 0 AS returned FROM days GROUP BY customer
  UNION ALL SELECT day, 0, 1, 0 FROM gone
  UNION ALL SELECT next, 0, 0, 1 FROM gone WHERE next IS NOT NULL),
counted AS (
  SELECT year(day) * 12 + month(day) - 1 AS m, sum(bought) AS bought, sum(churned) AS churned,
    sum(returned) AS returned
  FROM moved GROUP BY 1),
months AS (
  SELECT unnest(generate_series((SELECT min(m) FROM counted),
    greatest(year(:today) * 12 + month(:today) - 1, (SELECT max(m) FROM counted)))) AS m)
SELECT
"""
                        + Purchases.month("m")
                        +
"""
   AS month, CAST(coalesce(bought, 0) AS BIGINT) AS first_purchases,
  CAST(coalesce(churned, 0) AS BIGINT) AS churned,
  CAST(coalesce(returned, 0) AS BIGINT) AS returned,
  CAST(sum(coalesce(bought, 0) - coalesce(churned, 0) + coalesce(returned, 0))
    OVER (ORDER BY m) AS BIGINT) AS with_us
FROM months LEFT JOIN counted USING (m) ORDER BY m\
""",
                List.of(
                        Purchases.text("month", "1997-01"),
                        Purchases.count(
                                "first_purchases", "customers who bought for the first time"),
                        Purchases.count("churned", "in this month"),
                        Purchases.count("returned", "in this month"),
                        Purchases.count("with_us", "at its end")),
                Chart.barsTogether("month", "churned", "returned", "first_purchases"));
    }
}
