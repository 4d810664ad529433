package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** How long it takes until a customer buys again. */
@Component
final class RepeatInterval implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "repeat-interval",
                "Days between purchases",
                "How many days pass from one purchase of a customer to the next?",
                List.of(
                        Purchases.RULE,
                        "Purchases on one day are one. An interval is the number of days from one"
                            + " day with a purchase to the customer's next; the time since the last"
                            + " purchase is none yet, so fast buyers weigh more."),
                List.of(Parameter.number("width", "days of one step", 30, 1, 366)),
                Purchases.SQL
                        +
"""
days AS (SELECT DISTINCT customer, day FROM purchase),
gap AS (
  SELECT customer, day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS days FROM days),
step AS (
  SELECT (days - 1) // :width AS step, count(*) AS intervals, count(DISTINCT customer) AS customers
  FROM gap WHERE days IS NOT NULL GROUP BY 1),
steps AS (SELECT unnest(generate_series(0, (SELECT max(step) FROM step))) AS step)
SELECT step * :width + 1 AS from_day, (step + 1) * :width AS to_day,
  coalesce(intervals, 0) AS intervals, coalesce(customers, 0) AS customers,
"""
                        + Purchases.share("coalesce(intervals, 0)", "sum(intervals) OVER ()")
                        + """
                         AS share,
                        """
                        + Purchases.share(
                                "sum(coalesce(intervals, 0)) OVER (ORDER BY step)",
                                "sum(intervals) OVER ()")
                        +
"""
   AS share_so_far
FROM steps LEFT JOIN step USING (step) ORDER BY step\
""",
                List.of(
                        Purchases.count("from_day", "first day of the step"),
                        Purchases.count("to_day", "last day of the step"),
                        Purchases.count("intervals", "that long"),
                        Purchases.count("customers", "who had one"),
                        Purchases.share("share"),
                        Purchases.share("share_so_far")),
                Chart.bars(List.of("from_day"), "intervals", "customers", "share", "share_so_far"));
    }
}
