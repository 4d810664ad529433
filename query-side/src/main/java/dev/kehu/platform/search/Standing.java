package dev.kehu.platform.search;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * How far an index has come, and from which history; part of the commit that holds the documents.
 *
 * @param storeId of the event store it was made from
 * @param version of what is in it
 * @param position of the last event in it, 0 before the first
 * @param eventId of that event, empty at 0
 * @param skipped events that could not be put in
 */
record Standing(String storeId, int version, long position, String eventId, long skipped) {

    static Standing start(String storeId, int version) {
        return new Standing(storeId, version, 0, "", 0);
    }

    Standing at(long reached, String event, long leftOut) {
        return new Standing(storeId, version, reached, event, skipped + leftOut);
    }

    Map<String, String> written() {
        return Map.of(
                "store", storeId,
                "version", Integer.toString(version),
                "position", Long.toString(position),
                "event", eventId,
                "skipped", Long.toString(skipped));
    }

    /** Null when it was not written here. */
    static @Nullable Standing read(Iterable<Map.Entry<String, String>> data) {
        Map<String, String> all = new HashMap<>();
        data.forEach(each -> all.put(each.getKey(), each.getValue()));
        try {
            return new Standing(
                    all.getOrDefault("store", ""),
                    Integer.parseInt(all.getOrDefault("version", "")),
                    Long.parseLong(all.getOrDefault("position", "")),
                    all.getOrDefault("event", ""),
                    Long.parseLong(all.getOrDefault("skipped", "")));
        } catch (NumberFormatException foreign) {
            return null;
        }
    }
}
