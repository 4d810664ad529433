package dev.kehu.platform.analysis;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.CopyFile.Rows;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Copies what history has and the copy has not, in order and in large transactions. */
final class Following {
    private static final int BATCH = 20_000;
    private static final int FAR = 5_000;

    private final History history;
    private final Content content;

    Following(History history, Content content) {
        this.history = history;
        this.content = content;
    }

    /** Copies up to the head; ends early, between two transactions, once it shall not go on. */
    void catchUp(CopyFile copy, BooleanSupplier goesOn, Runnable moved) throws SQLException {
        long position = copy.mark().position();
        if (history.head() - position > FAR) {
            try (History.Scan scan = history.scan(position)) {
                while (goesOn.getAsBoolean() && copied(copy, scan)) moved.run();
            }
            return;
        }
        List<RecordedEvent> page = history.readAfter(position, FAR);
        while (goesOn.getAsBoolean() && !page.isEmpty()) {
            append(copy, page);
            moved.run();
            page = history.readAfter(copy.mark().position(), FAR);
        }
    }

    private boolean copied(CopyFile copy, History.Scan scan) throws SQLException {
        List<RecordedEvent> batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            List<RecordedEvent> page = scan.next();
            if (page.isEmpty()) break;
            batch.addAll(page);
        }
        if (!batch.isEmpty()) append(copy, batch);
        return !batch.isEmpty();
    }

    private void append(CopyFile copy, List<RecordedEvent> events) throws SQLException {
        Map<String, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();
        for (Table table : copy.tables()) rows.put(table.name(), new ArrayList<>());
        for (RecordedEvent event : events)
            content.rows(event, (table, row) -> rows.get(table).add(row));
        List<Rows> batch = new ArrayList<>();
        rows.forEach((table, all) -> batch.add(new Rows(table, all)));
        RecordedEvent last = events.getLast();
        copy.append(batch, at(copy.mark(), last));
    }

    private static Mark at(Mark mark, RecordedEvent last) {
        return new Mark(mark.storeId(), mark.shape(), last.position(), last.eventId().toString());
    }

    /** Why a copy does not belong to this history and these tables; null when it does. */
    @Nullable String mismatch(Mark mark, String shape) {
        if (!mark.storeId().equals(history.storeId())) return "it was made of another store";
        if (!mark.shape().equals(shape)) return "its tables have changed";
        if (mark.position() > history.head()) return "it is ahead of the store";
        if (mark.position() == 0) return null;
        List<RecordedEvent> there = history.readAfter(mark.position() - 1, 1);
        boolean same =
                there.size() == 1 && there.getFirst().eventId().toString().equals(mark.eventId());
        return same ? null : "its last event is another one in the store";
    }
}
