package dev.kehu.interaction.view.search;

import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.search.Hit;
import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.finding.InteractionSearch;

import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds interactions; those of a merged customer are its survivor's. */
@Component
final class InteractionFinder implements InteractionSearch {
    private final ObjectProvider<SearchIndexes> indexes;
    private final InteractionIndex index;
    private final Groups groups;

    InteractionFinder(
            ObjectProvider<SearchIndexes> indexes, InteractionIndex index, Groups groups) {
        this.indexes = indexes;
        this.index = index;
        this.groups = groups;
    }

    @Override
    public String view() {
        return InteractionIndex.NAME;
    }

    @Override
    public List<Found> find(String words, @Nullable Place after, int limit) {
        List<Query> tiers = index.tiers(words);
        if (tiers.isEmpty()) return List.of();
        Map<String, String> survivors = new HashMap<>();
        return indexes.getObject().of(index).find(tiers, after, limit).stream()
                .map(hit -> found(hit, words, survivors))
                .toList();
    }

    private Found found(Hit<Said> hit, String words, Map<String, String> survivors) {
        Said said = hit.document();
        return new Found(
                said.id(),
                survivors.computeIfAbsent(said.customer(), id -> groups.live(id).survivor()),
                said.occurredAt(),
                said.channel(),
                said.kind(),
                Snippet.of(said.texts(), words),
                hit.place());
    }
}
