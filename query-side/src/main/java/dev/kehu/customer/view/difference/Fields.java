package dev.kehu.customer.view.difference;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer as fields with names: {@code interactions.byChannel.web}, and for what stands in lists
 * its key, {@code contacts[contact-1].state}, so that two answers compare whatever the order.
 */
final class Fields {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Say how fresh an answer is, not what is true. */
    private static final Set<String> FRESHNESS = Set.of("position", "storePosition", "behind");

    private static final List<String> KEYS = List.of("id", "month", "at", "channel", "currency");

    private final SortedMap<String, Object> fields = new TreeMap<>();

    private Fields() {}

    static SortedMap<String, Object> of(Object answer) {
        Fields all = new Fields();
        JSON.valueToTree(answer)
                .properties()
                .forEach(
                        each -> {
                            if (!FRESHNESS.contains(each.getKey()))
                                all.add(each.getKey(), each.getValue());
                        });
        return all.fields;
    }

    private void add(String name, JsonNode node) {
        if (node.isObject())
            node.properties().forEach(each -> add(name + "." + each.getKey(), each.getValue()));
        else if (node.isArray()) list(name, node);
        else if (!node.isNull()) fields.put(name, value(node));
    }

    private static Object value(JsonNode node) {
        if (node.isString()) return node.stringValue();
        if (node.isBoolean()) return node.booleanValue();
        return node.isIntegralNumber() ? (Object) node.longValue() : node.decimalValue();
    }

    private void list(String name, JsonNode list) {
        int place = 0;
        for (JsonNode item : list) add(name + "[" + key(item, place++) + "]", item);
    }

    private static String key(JsonNode item, int place) {
        if (item.isString()) return item.stringValue();
        String key =
                keys(item)
                        .map(JsonNode::asString)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
        return key.isEmpty() ? String.valueOf(place) : key;
    }

    /** An id names an item alone, else what tells it from its neighbours does. */
    private static Stream<JsonNode> keys(JsonNode item) {
        if (!item.isObject()) return Stream.empty();
        if (item.hasNonNull("id")) return Stream.of(item.get("id"));
        return KEYS.stream().filter(item::hasNonNull).map(item::get).filter(JsonNode::isValueNode);
    }
}
