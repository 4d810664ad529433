package dev.kehu.customer.view.report;

import dev.kehu.platform.analysis.report.AnalystReport;
import dev.kehu.platform.analysis.report.Chart;
import dev.kehu.platform.analysis.report.Parameter;
import dev.kehu.platform.analysis.report.Report;

import org.springframework.stereotype.Component;

import java.util.List;

/** On which channels customers and firm meet, by the time of the week. */
@Component
final class ChannelMix implements AnalystReport {
    @Override
    public Report report() {
        return new Report(
                "channel-mix",
                "Channels by hour and weekday",
                "Through which channels do we meet our customers, on which day of the week and at"
                        + " which hour?",
                List.of(
                        "Each interaction counts once, in the hour and on the day it happened in"
                                + " the firm's zone. Hours without any are left out.",
                        "Weekday 1 is Monday, 7 is Sunday (ISO 8601)."),
                List.of(
                        Parameter.choice(
                                "direction", "whose contact", "any", "inbound", "outbound"),
                        Parameter.choice(
                                "kind",
                                "of which kind",
                                "any",
                                "enquiry",
                                "quote",
                                "order",
                                "payment",
                                "delivery",
                                "return",
                                "complaint",
                                "praise",
                                "visit",
                                "browse",
                                "service",
                                "survey",
                                "campaign",
                                "other")),
"""
SELECT isodow(day) AS weekday, hour, count(*) AS interactions,
  count(*) FILTER (channel = 'phone') AS phone, count(*) FILTER (channel = 'email') AS
  email, count(*) FILTER (channel = 'web') AS web, count(*) FILTER (channel = 'callcentre')
  AS callcentre, count(*) FILTER (channel = 'chat') AS chat, count(*) FILTER (channel =
  'sms') AS sms, count(*) FILTER (channel = 'fax') AS fax, count(*) FILTER (channel =
  'shop') AS shop, count(*) FILTER (channel = 'fair') AS fair, count(*) FILTER (channel =
  'partner') AS partner,
  count(*) FILTER (channel NOT IN ('phone', 'email', 'web', 'callcentre', 'chat', 'sms', 'fax',
    'shop', 'fair', 'partner')) AS others
FROM interactions_at(:as_of, :known_at)
WHERE (:direction = 'any' OR direction = :direction) AND (:kind = 'any' OR kind = :kind)
GROUP BY ALL ORDER BY weekday, hour\
""",
                List.of(
                        Purchases.count("weekday", "1 is Monday"),
                        Purchases.count("hour", "0 to 23"),
                        Purchases.count("interactions", "on all channels"),
                        Purchases.count("phone", "on this channel"),
                        Purchases.count("email", "on this channel"),
                        Purchases.count("web", "on this channel"),
                        Purchases.count("callcentre", "on this channel"),
                        Purchases.count("chat", "on this channel"),
                        Purchases.count("sms", "on this channel"),
                        Purchases.count("fax", "on this channel"),
                        Purchases.count("shop", "on this channel"),
                        Purchases.count("fair", "on this channel"),
                        Purchases.count("partner", "on this channel"),
                        Purchases.count("others", "on channels of other names")),
                Chart.grid(
                        "hour",
                        "weekday",
                        "interactions",
                        "phone",
                        "email",
                        "web",
                        "callcentre",
                        "chat",
                        "sms",
                        "fax",
                        "shop",
                        "fair",
                        "partner",
                        "others"));
    }
}
