package dev.kehu.platform.search;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far an index has come, and from which history; part of the commit that holds the documents.
 *
 * @param storeId of the event store it was made from
 * @param version of what is in it
 * @param position of the last event in it, 0 before the first
 * @param eventId of that event, empty at 0
 * @param skipped how many events could not be put in
 * @param first where they are, the first of them
 */
record Standing(
        String storeId,
        int version,
        long position,
        String eventId,
        long skipped,
        List<Long> first) {
    private static final int TOLD = 20;

    static Standing start(String storeId, int version) {
        return new Standing(storeId, version, 0, "", 0, List.of());
    }

    Standing at(long reached, String event, List<Long> leftOut) {
        List<Long> told = Stream.concat(first.stream(), leftOut.stream()).limit(TOLD).toList();
        return new Standing(storeId, version, reached, event, skipped + leftOut.size(), told);
    }

    Map<String, String> written() {
        return Map.of(
                "store", storeId,
                "version", Integer.toString(version),
                "position", Long.toString(position),
                "event", eventId,
                "skipped", Long.toString(skipped),
                "skippedAt", String.join(",", first.stream().map(String::valueOf).toList()));
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
                    Long.parseLong(all.getOrDefault("skipped", "")),
                    positions(all.getOrDefault("skippedAt", "")));
        } catch (NumberFormatException foreign) {
            return null;
        }
    }

    private static List<Long> positions(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(Long::valueOf).toList();
    }
}
