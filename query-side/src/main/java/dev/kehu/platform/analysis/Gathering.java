package dev.kehu.platform.analysis;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.CopyFile.Rows;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one transaction. Events themselves are let go at once: they may be 65 kB each, of which
 * the copy takes ids and codes.
 */
final class Gathering {
    private static final int EVENTS = 20_000;
    private static final long CHARACTERS = 16 << 20;

    private final Content content;
    private final Map<String, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();
    private int events;
    private long characters;
    private @Nullable RecordedEvent last;

    Gathering(Content content, List<Table> tables) {
        this.content = content;
        for (Table table : tables) rows.put(table.name(), new ArrayList<>());
    }

    void add(List<RecordedEvent> page) {
        for (RecordedEvent event : page) content.rows(event, this::add);
        events += page.size();
        if (!page.isEmpty()) last = page.getLast();
    }

    private void add(String table, List<@Nullable Object> row) {
        rows.get(table).add(row);
        for (Object cell : row) if (cell instanceof String text) characters += text.length();
    }

    /** It has as much as a transaction shall take. */
    boolean isFull() {
        return events >= EVENTS || characters >= CHARACTERS;
    }

    boolean isEmpty() {
        return events == 0;
    }

    List<Rows> rows() {
        List<Rows> all = new ArrayList<>();
        rows.forEach((table, gathered) -> all.add(new Rows(table, gathered)));
        return all;
    }

    /** Where a copy stands that has taken it. */
    Mark at(Mark before) {
        RecordedEvent newest = last;
        return newest == null
                ? before
                : new Mark(
                        before.storeId(),
                        before.shape(),
                        newest.position(),
                        newest.eventId().toString());
    }
}
