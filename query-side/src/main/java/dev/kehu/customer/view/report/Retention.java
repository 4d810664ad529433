package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** How many come back, whenever they began. */
@Component
final class Retention implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "retention",
                "Retention curve",
                "How many customers buy again in the first, second, third … month after their first"
                        + " purchase?",
                List.of(
                        Purchases.RULE,
                        "The share of month n is taken of those for whom month n has ended:"
                                + " eligible.",
                        Purchases.ENDED),
                List.of(Parameter.number("months", "how many months after the first", 24, 1, 120)),
                Purchases.COHORTS
                        + "SELECT age AS month_number, CAST(sum(customers) AS BIGINT) AS eligible,"
                        + " CAST(sum(active) AS BIGINT) AS active, "
                        + Purchases.share("sum(active)", "sum(customers)")
                        + " AS share FROM cell GROUP BY age ORDER BY age",
                List.of(
                        Purchases.count(
                                "month_number", "months after the month of the first purchase"),
                        Purchases.count("eligible", "customers for whom it has ended"),
                        Purchases.count("active", "of them bought in it"),
                        Purchases.share("share")),
                Chart.line("month_number", "share", "active"));
    }
}
