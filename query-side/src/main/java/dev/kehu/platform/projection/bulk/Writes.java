package dev.kehu.platform.projection.bulk;

import dev.kehu.platform.viewstore.Encoded;
import dev.kehu.platform.viewstore.ViewStore.Change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Encoded documents that will be written together, lower stages first, each in order of ids. */
public final class Writes {
    /** A commit writes the page around each of them, too. */
    private static final int PAGE_BYTES = 4 << 10;

    /** What a document's id and its place in a page take. */
    private static final int ENTRY_BYTES = 200;

    private final SortedMap<Integer, List<Change>> stages = new TreeMap<>();

    public void add(Consumer<SortedMap<Integer, List<Change>>> folded) {
        folded.accept(stages);
    }

    public Collection<List<Change>> stages() {
        stages.values().forEach(changes -> changes.sort(Comparator.comparing(Change::id)));
        return stages.values();
    }

    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        stages.values().forEach(changes -> changes.forEach(each -> ids.add(each.id())));
        return ids;
    }

    /** What writing them takes in memory until it is committed, each on a page of its own. */
    public long scattered() {
        return bytes(PAGE_BYTES);
    }

    /** What writing them takes in memory until it is committed, one beside the other. */
    public long together() {
        return bytes(ENTRY_BYTES);
    }

    private long bytes(int around) {
        long bytes = 0;
        for (List<Change> changes : stages.values())
            for (Change each : changes) bytes += around + Encoded.size(each.document());
        return bytes;
    }
}
