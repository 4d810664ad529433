package dev.kehu.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.LocalDate;
import java.util.Map;

/**
 * What is sent. Ids name the file of all purchases, also for the sample: loading the sample and
 * then everything counts nothing twice.
 */
record CloudEvent(
        @JsonProperty("specversion") String version,
        String id,
        String source,
        String type,
        String time,
        Map<String, Object> data) {

    private static final String SOURCE = "/demo/cdnow/master";

    /** Registers the person as known since the first purchase. */
    static CloudEvent registers(Purchase first) {
        return of(
                "customer-%05d".formatted(first.customer()),
                "dev.kehu.customer.v1",
                first.day() + "T00:00:00Z",
                Map.of("code", first.code(), "name", first.name()));
    }

    static CloudEvent orders(Purchase purchase) {
        return of(
                "row-" + purchase.row(),
                "dev.kehu.interaction.v1",
                noon(purchase.day()),
                Map.of(
                        "channel", "web",
                        "direction", "inbound",
                        "kind", "order",
                        "customer", Map.of("code", purchase.code()),
                        "summary", purchase.summary(),
                        "amount", Map.of("value", purchase.amount(), "currency", "USD"),
                        "quantity", purchase.discs()));
    }

    private static CloudEvent of(String id, String type, String time, Map<String, Object> data) {
        return new CloudEvent("1.0", id, SOURCE, type, time, data);
    }

    /** The record holds days only. */
    private static String noon(LocalDate day) {
        return day + "T12:00:00Z";
    }
}
