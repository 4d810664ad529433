package dev.kehu.platform.analysis;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Copies what history has and the copy has not, in order and in large transactions. */
final class Following {
    private static final int FAR = 5_000;

    private final OrderedHistory history;
    private final Content content;

    Following(OrderedHistory history, Content content) {
        this.history = history;
        this.content = content;
    }

    /** Copies up to the head; ends early, between two transactions, once it shall not go on. */
    void catchUp(CopyFile copy, BooleanSupplier goesOn, Runnable moved) throws SQLException {
        long position = copy.mark().position();
        if (history.head() - position > FAR) {
            try (OrderedHistory.Scan scan = history.scan(position)) {
                while (goesOn.getAsBoolean() && copied(copy, scan)) moved.run();
            }
            return;
        }
        List<RecordedEvent> page = history.readAfter(position, FAR);
        while (goesOn.getAsBoolean() && !page.isEmpty()) {
            Gathering gathering = new Gathering(content, copy.tables());
            gathering.add(page);
            append(copy, gathering);
            moved.run();
            page = history.readAfter(copy.mark().position(), FAR);
        }
    }

    private boolean copied(CopyFile copy, OrderedHistory.Scan scan) throws SQLException {
        Gathering gathering = new Gathering(content, copy.tables());
        while (!gathering.isFull()) {
            List<RecordedEvent> page = scan.next();
            if (page.isEmpty()) break;
            gathering.add(page);
        }
        append(copy, gathering);
        return !gathering.isEmpty();
    }

    private static void append(CopyFile copy, Gathering gathering) throws SQLException {
        if (!gathering.isEmpty()) copy.append(gathering.rows(), gathering.at(copy.mark()));
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
