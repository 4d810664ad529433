package dev.kehu.interaction.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.finding.InteractionSearch;
import dev.kehu.platform.search.finding.InteractionSearch.Found;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What somebody types, and which interactions it finds, the newest first. */
class FindingInteractionsTest {
    private final World world = World.fresh(50);
    private final Scenario given = new Scenario(world.story);

    @BeforeEach
    void someInteractions() {
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        given.registers("customer-b", "C2", "Bob", "1997-01-01");
        given.says("customer-a", "1997-03-01", "咨询了产品的价格和交货时间", null);
        given.says("customer-a", "1997-02-01", "Café delivery was late", "The driver got lost.");
        given.says("customer-b", "1997-04-01", "Delivery on time", "Thanks to Jürgen Müller");
        given.says("customer-b", "1997-05-01", null, null);
        given.annotates("customer-a", "interaction-2", "refund promised", "1997-02-02");
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<Found> find(String words, @Nullable Place after, int limit) {
        return world.get(InteractionSearch.class).find(words, after, limit);
    }

    private List<String> ids(String words) {
        return find(words, null, 10).stream()
                .map(found -> found.id().substring("interaction-".length()))
                .toList();
    }

    @Test
    void findsTheNewestFirst() {
        assertThat(ids("delivery")).containsExactly("3", "2");
        assertThat(ids("deliv")).containsExactly("3", "2");
        assertThat(ids("cafe DELIVERY")).containsExactly("2");
        assertThat(ids("muller")).containsExactly("3");
        assertThat(ids("deliv late")).isEmpty();
    }

    @Test
    void findsContentTagsAndNotes() {
        assertThat(ids("driver")).containsExactly("2");
        assertThat(ids("refund late")).containsExactly("2");
        assertThat(ids("later")).containsExactly("2");
    }

    @Test
    void findsChineseAsItStandsAndByItsWords() {
        assertThat(ids("价格")).containsExactly("1");
        assertThat(ids("价")).containsExactly("1");
        assertThat(ids("产品的价")).containsExactly("1");
        assertThat(ids("品的")).containsExactly("1");
        assertThat(ids("咨询价格")).containsExactly("1");
        assertThat(ids("价格咨询")).containsExactly("1");
        assertThat(ids("格价")).isEmpty();
        assertThat(ids("咨询退货")).isEmpty();
    }

    @Test
    void findsNothingForNothing() {
        assertThat(ids("")).isEmpty();
        assertThat(ids("!?*")).isEmpty();
        assertThat(ids("\uD83D")).isEmpty();
        assertThat(ids("x".repeat(10_000))).isEmpty();
    }

    @Test
    void showsAPieceAroundTheWord() {
        String padding = "word ".repeat(200);
        given.says("customer-a", "1997-06-01", "Call", padding + "needle " + padding);
        world.settled();
        String snippet = find("needle", null, 1).getFirst().snippet();
        assertThat(snippet).contains("needle").hasSizeLessThan(200).startsWith("…").endsWith("…");
        assertThat(find("late", null, 1).getFirst().snippet()).isEqualTo("Café delivery was late");
    }

    @Test
    void goesOnWhereAPageEnded() {
        List<Found> all = new ArrayList<>();
        Place last = null;
        for (List<Found> page = find("delivery", null, 1);
                !page.isEmpty();
                page = find("delivery", last, 1)) {
            all.addAll(page);
            last = Place.of(page.getLast().place().text());
        }
        assertThat(all).isEqualTo(find("delivery", null, 10)).hasSize(2);
    }

    @Test
    void tellsTheSurvivorOfAMergedCustomer() {
        given.merges("customer-b", "customer-a", "1997-06-01");
        world.settled();
        assertThat(find("cafe", null, 1).getFirst().customer()).isEqualTo("customer-b");
        given.separates("customer-b", "customer-a", "1997-06-02");
        world.settled();
        assertThat(find("cafe", null, 1).getFirst().customer()).isEqualTo("customer-a");
    }

    @Test
    void forgetsWhatAnErasedCustomerSaid() {
        world.get(SearchIndexes.class).forget(Set.of("customer-a"));
        assertThat(ids("delivery")).containsExactly("3");
        assertThat(ids("价格")).isEmpty();
    }
}
