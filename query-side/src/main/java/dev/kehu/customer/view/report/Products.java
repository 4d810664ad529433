package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** What is bought. */
@Component
final class Products implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "products",
                "Share per product",
                "Which products make how much of what our customers buy?",
                List.of(
                        Purchases.RULE,
                        "Only purchases with an amount in one currency count; the share is of their"
                            + " money. Those that name no product stand together, as do all beyond"
                            + " the first so many."),
                List.of(
                        Parameter.currency(),
                        Parameter.number("top", "how many products stand alone", 20, 1, 1000)),
                Purchases.SQL
                        + Purchases.CURRENCY
                        +
"""
line AS (
  SELECT customer, coalesce(product, '(no product)') AS product, amount FROM purchase
  WHERE amount IS NOT NULL AND currency = (SELECT currency FROM chosen)),
ranked AS (
  SELECT product, least(:top + 1, row_number() OVER (
      ORDER BY sum(amount) DESC, count(*) DESC, product)) AS slot
  FROM line GROUP BY product)
SELECT CASE WHEN slot <= :top THEN slot END AS place,
  CASE WHEN slot <= :top THEN min(product) ELSE '(all others)' END AS product,
  count(DISTINCT product) AS products, count(*) AS orders, count(DISTINCT customer) AS customers,
  CAST(sum(amount) AS DECIMAL(38,4)) AS value,
"""
                        + Purchases.share("sum(amount)", "sum(sum(amount)) OVER ()")
                        +
"""
   AS share, (SELECT currency FROM chosen) AS currency
FROM line JOIN ranked USING (product) GROUP BY slot ORDER BY slot\
""",
                List.of(
                        Purchases.count("place", "by money; null for all others"),
                        Purchases.text("product", "its code"),
                        Purchases.count("products", "in this row"),
                        Purchases.count("orders", "how many"),
                        Purchases.count("customers", "who bought it"),
                        Purchases.money("value", "exact"),
                        Purchases.share("share"),
                        Purchases.text("currency", "of the value")),
                Chart.bars(List.of("product"), "value", "share", "orders", "customers"));
    }
}
