package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** The grid marketers know as RFM. */
@Component
final class RecencyFrequencyMoney implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "rfm",
                "Recency × frequency × money",
                "Who bought lately, who often, who for much, and how many are in each group?",
                List.of(
                        Purchases.RULE,
                        "Each customer has three grades from 1 to 5, 5 the best: fifths of all"
                            + " customers by the day of the last purchase, by the number of days"
                            + " with a purchase, and by money (Hughes 1994, Strategic Database"
                            + " Marketing). The grade is 1 + five times the share of customers"
                            + " below, rounded down: equal customers have equal grades, and fifths"
                            + " need not be equal.",
                        "Money is that of one currency; who bought in others alone has none."),
                List.of(Parameter.currency()),
                Purchases.SQL
                        + Purchases.CURRENCY
                        +
"""
each_one AS (
  SELECT customer, max(day) AS last, count(DISTINCT day) AS days,
    coalesce(sum(amount) FILTER (currency = (SELECT currency FROM chosen)), 0) AS value
  FROM purchase GROUP BY customer),
graded AS (
  SELECT customer, value,
    1 + 5 * (rank() OVER (ORDER BY last) - 1) // count(*) OVER () AS recency,
    1 + 5 * (rank() OVER (ORDER BY days) - 1) // count(*) OVER () AS frequency,
    1 + 5 * (rank() OVER (ORDER BY value) - 1) // count(*) OVER () AS money
  FROM each_one)
SELECT r.grade AS recency, f.grade AS frequency, count(customer) AS customers,
  count(*) FILTER (money = 1) AS money_1, count(*) FILTER (money = 2) AS money_2,
  count(*) FILTER (money = 3) AS money_3, count(*) FILTER (money = 4) AS money_4,
  count(*) FILTER (money = 5) AS money_5,
  CAST(coalesce(sum(value), 0) AS DECIMAL(38,4)) AS value, (SELECT currency FROM chosen) AS currency
FROM range(1, 6) AS r(grade) CROSS JOIN range(1, 6) AS f(grade)
  LEFT JOIN graded ON recency = r.grade AND frequency = f.grade
WHERE EXISTS (SELECT 1 FROM graded)
GROUP BY r.grade, f.grade ORDER BY r.grade DESC, f.grade\
""",
                List.of(
                        Purchases.count("recency", "grade, 5 bought last"),
                        Purchases.count("frequency", "grade, 5 bought most often"),
                        Purchases.count("customers", "in both grades"),
                        Purchases.count("money_1", "of them with money grade 1"),
                        Purchases.count("money_2", "with 2"),
                        Purchases.count("money_3", "with 3"),
                        Purchases.count("money_4", "with 4"),
                        Purchases.count("money_5", "with 5, the most"),
                        Purchases.money("value", "their purchases, exact"),
                        Purchases.text("currency", "of the value")),
                Chart.grid(
                        "frequency",
                        "recency",
                        "customers",
                        "value",
                        "money_5",
                        "money_4",
                        "money_3",
                        "money_2",
                        "money_1"));
    }
}
