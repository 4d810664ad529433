package dev.kehu.adapter;

import dev.kehu.control.Finding;
import dev.kehu.control.HealthFacts;
import dev.kehu.kernel.History;
import dev.kehu.platform.search.SearchIndex;
import dev.kehu.platform.search.SearchIndexes;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** How far the search indexes have come. */
@Component
final class SearchFacts implements HealthFacts {
    /** More than this is no longer a batch on its way. */
    private static final long FAR_BEHIND = 10_000;

    private final History history;
    private final SearchIndexes indexes;

    SearchFacts(History history, SearchIndexes indexes) {
        this.history = history;
        this.indexes = indexes;
    }

    @Override
    public List<Finding> findings() {
        long head = history.head();
        return indexes.all().stream().map(index -> finding(index, head)).toList();
    }

    private static Finding finding(SearchIndex<?> index, long head) {
        long behind = Math.max(0, head - index.position());
        boolean well = behind <= FAR_BEHIND && index.skipped() == 0;
        String detail =
                "position %,d, %,d behind".formatted(index.position(), behind)
                        + (index.skipped() > 0
                                ? ", %,d events left out, the first at %s"
                                        .formatted(index.skipped(), index.skippedAt())
                                : "");
        return new Finding(
                "search " + index.name(),
                well ? Finding.State.OK : Finding.State.WARNING,
                detail,
                Map.of("position", index.position(), "behind", behind, "skipped", index.skipped()));
    }
}
