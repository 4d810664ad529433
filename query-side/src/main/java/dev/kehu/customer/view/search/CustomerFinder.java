package dev.kehu.customer.view.search;

import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Groups;
import dev.kehu.platform.search.Hit;
import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.finding.CustomerSearch;

import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/** Finds customers; a merged group stands where its best member does, and is told as survivor. */
@Component
final class CustomerFinder implements CustomerSearch {
    private final ObjectProvider<SearchIndexes> indexes;
    private final CustomerIndex index;
    private final Groups groups;

    CustomerFinder(ObjectProvider<SearchIndexes> indexes, CustomerIndex index, Groups groups) {
        this.indexes = indexes;
        this.index = index;
        this.groups = groups;
    }

    @Override
    public String view() {
        return CustomerIndex.NAME;
    }

    @Override
    public List<Found> find(String words, @Nullable Place after, int limit) {
        List<Query> tiers = index.tiers(words);
        List<Found> found = new ArrayList<>();
        Place from = after;
        while (found.size() < limit && !tiers.isEmpty()) {
            int wanted = limit - found.size();
            List<Hit<Card>> hits = indexes.getObject().of(index).find(tiers, from, wanted);
            for (Hit<Card> hit : hits) add(hit, tiers, found);
            if (hits.size() < wanted) break;
            from = hits.getLast().place();
        }
        return found;
    }

    private void add(Hit<Card> hit, List<Query> tiers, List<Found> found) {
        Card card = hit.document();
        if (!card.grouped()) {
            found.add(new Found(card.id(), card.code(), card.name(), hit.place()));
            return;
        }
        Group group = groups.live(card.id());
        List<Hit<Card>> all = indexes.getObject().of(index).among(group.members(), tiers);
        if (!all.isEmpty() && !all.getFirst().document().id().equals(card.id())) return;
        found.add(new Found(group.survivor(), card.code(), card.name(), hit.place()));
    }
}
