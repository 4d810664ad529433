package dev.kehu.bench.ours;

import dev.kehu.bench.workload.Interactions;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** Interactions and customers as a channel posts them. */
final class CloudEvents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TIME = "2024-01-01T08:00:00Z";

    private CloudEvents() {}

    static byte[] customer(int customer) {
        String code = Interactions.code(customer);
        return event(
                "customer-" + customer,
                "dev.kehu.customer.v1",
                TIME,
                Map.of("code", code, "name", "Customer " + customer, "type", "firm"));
    }

    static byte[] interaction(Interactions data, long n) {
        return event(
                Long.toString(n),
                "dev.kehu.interaction.v1",
                data.facts(n).occurredAt().toString(),
                data.data(n));
    }

    private static byte[] event(String id, String type, String time, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "/bench");
        event.put("type", type);
        event.put("time", time);
        event.put("data", data);
        return JSON.writeValueAsBytes(event);
    }
}
