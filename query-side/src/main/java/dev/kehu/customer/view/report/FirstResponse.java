package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.duckdb.Column;
import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** How long customers wait for an answer. */
@Component
final class FirstResponse implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "first-response",
                "Time to first response",
                "How long does a customer who asks or complains wait until we are heard of?",
                List.of(
                        "Asked: an inbound interaction of kind enquiry or complaint. Answered: the"
                            + " customer's next outbound interaction by business time, on any"
                            + " channel, other than campaign and survey, which answer nobody. One"
                            + " answer may answer several questions. Which message a reply names"
                            + " (inReplyTo) is personal and not in this copy.",
                        "Minutes are those on the clock, nights and weekends included. Median and"
                            + " ninetieth percentile are of those answered (linear interpolation,"
                            + " type 7 of Hyndman and Fan 1996). Whoever still waits counts as"
                            + " asked."),
                List.of(
                        Parameter.number(
                                "hours",
                                "within how many hours an answer is in time",
                                24,
                                1,
                                8760)),
"""
WITH who AS MATERIALIZED (SELECT * FROM identity_at(:as_of, :known_at)),
told AS (
  SELECT customer, kind, channel, direction, occurred_at, position,
    min(CASE WHEN direction = 'outbound' AND kind NOT IN ('campaign', 'survey')
      THEN occurred_at END) OVER (
      PARTITION BY customer ORDER BY occurred_at, position
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS answered_at
  FROM interactions_at(:as_of, :known_at) JOIN who USING (subject)),
asked AS (
  SELECT kind, channel, answered_at,
    datediff('millisecond', occurred_at, answered_at) / 60000 AS minutes
  FROM told WHERE direction = 'inbound' AND kind IN ('enquiry', 'complaint'))
SELECT kind, channel, count(*) AS asked, count(answered_at) AS answered,
  count(*) FILTER (minutes <= :hours * 60) AS in_time,
"""
                        + Purchases.share("count(*) FILTER (minutes <= :hours * 60)", "count(*)")
                        +
"""
   AS share_in_time,
  CAST(round(median(minutes), 2) AS DECIMAL(18,2)) AS median_minutes,
  CAST(round(quantile_cont(minutes, 0.9), 2) AS DECIMAL(18,2)) AS slow_minutes
FROM asked GROUP BY kind, channel ORDER BY kind, channel\
""",
                List.of(
                        Purchases.text("kind", "enquiry or complaint"),
                        Purchases.text("channel", "of the question"),
                        Purchases.count("asked", "questions"),
                        Purchases.count("answered", "of them answered"),
                        Purchases.count("in_time", "of them within the hours"),
                        Purchases.share("share_in_time"),
                        new Column(
                                "median_minutes",
                                "DECIMAL(18,2)",
                                "half wait no longer; null: no answer"),
                        new Column("slow_minutes", "DECIMAL(18,2)", "nine of ten wait no longer")),
                Chart.bars(
                        List.of("kind", "channel"),
                        "median_minutes",
                        "slow_minutes",
                        "share_in_time",
                        "asked"));
    }
}
