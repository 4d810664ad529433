package dev.kehu.interaction.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Spreads strands over lanes of about the same length, one after the other within a lane, so that a
 * strand keeps its order. A lane is cut into parts that are appended as one.
 */
final class Lanes {
    static final int MOST_ITEMS = 64;
    static final int MOST_BYTES = 256 << 10;

    private final List<List<BatchItem>> lanes = new ArrayList<>();

    Lanes(List<List<BatchItem>> strands) {
        int items = strands.stream().mapToInt(List::size).sum();
        for (int i = 0; i < items; i += MOST_ITEMS) {
            lanes.add(new ArrayList<>());
        }
        strands.stream()
                .sorted(Comparator.comparingInt((List<BatchItem> strand) -> -strand.size()))
                .forEach(strand -> shortest().addAll(strand));
    }

    private List<BatchItem> shortest() {
        return lanes.stream().min(Comparator.comparingInt(List::size)).orElseThrow();
    }

    /** The lanes, each as its parts in order. */
    List<List<List<BatchItem>>> all() {
        return lanes.stream().map(Lanes::parts).toList();
    }

    private static List<List<BatchItem>> parts(List<BatchItem> lane) {
        List<List<BatchItem>> parts = new ArrayList<>();
        List<BatchItem> part = new ArrayList<>();
        int bytes = 0;
        for (BatchItem item : lane) {
            bytes += item.event().bytes();
            if (!part.isEmpty() && (part.size() == MOST_ITEMS || bytes > MOST_BYTES)) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = item.event().bytes();
            }
            part.add(item);
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
