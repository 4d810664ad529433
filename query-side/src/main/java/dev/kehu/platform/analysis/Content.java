package dev.kehu.platform.analysis;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.Table;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What is in the copy. Ids and codes only, no names and no free text: nothing an erasure would have
 * to look for. A change of tables or of the version builds the copy anew.
 */
public interface Content {
    /** Raised when rows come out differently from the same tables. */
    int version();

    /** In an order in which each needs only those before it. */
    List<Table> tables();

    /** Passes on the rows of one event, if it has any. */
    void rows(RecordedEvent event, Rows rows);

    /** Takes rows by the table's name. */
    interface Rows {
        void add(String table, List<@Nullable Object> row);
    }
}
