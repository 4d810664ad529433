package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** Who began together, and how many of them bought again, month by month. */
@Component
final class Cohorts implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "cohorts",
                "Cohorts by first purchase",
                "Of those who bought for the first time in the same month, how many bought in each"
                        + " month after?",
                List.of(
                        Purchases.RULE,
                        "A cohort is everybody whose first purchase fell in one month; month 0 is"
                                + " that month (Fader and Hardie 2009, Probability Models for"
                                + " Customer-Base Analysis).",
                        Purchases.ENDED),
                List.of(Parameter.number("months", "how many months after the first", 12, 1, 120)),
                Purchases.COHORTS
                        + "SELECT "
                        + Purchases.month("began")
                        + " AS cohort, age AS month_number, customers, active, "
                        + Purchases.share("active", "customers")
                        + " AS share FROM cell ORDER BY began, age",
                List.of(
                        Purchases.text("cohort", "month of the first purchase"),
                        Purchases.count("month_number", "months after it"),
                        Purchases.count("customers", "in the cohort"),
                        Purchases.count("active", "of them bought in that month"),
                        Purchases.share("share")),
                Chart.grid("month_number", "cohort", "share", "active"));
    }
}
