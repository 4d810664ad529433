package dev.kehu.customer.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.finding.CustomerSearch;
import dev.kehu.platform.search.finding.CustomerSearch.Found;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class MergedCustomersTest {
    private static final String DAY = "1997-01-01";
    private final World world = World.fresh(50);
    private final Scenario given = new Scenario(world.story);

    @BeforeEach
    void someCustomers() {
        given.registers("customer-a", "C1", "Anna Brown", DAY);
        given.registers("customer-b", "C2", "Anna Braun", DAY);
        given.registers("customer-c", "C3", "Anna Bloom", DAY);
        given.claims("customer-b", "contact-1", "anna@example.org", DAY);
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> find(String words, int page) {
        List<String> all = new ArrayList<>();
        Place last = null;
        while (true) {
            List<Found> found = world.get(CustomerSearch.class).find(words, last, page);
            found.forEach(each -> all.add(each.customer()));
            if (found.size() < page) return all;
            last = found.getLast().place();
        }
    }

    @Test
    void areFoundAsTheSurvivorByWhateverAnyOfThemHas() {
        given.merges("customer-c", "customer-b", DAY);
        world.settled();
        assertThat(find("anna@example", 9)).containsExactly("customer-c");
        assertThat(find("braun", 9)).containsExactly("customer-c");
        assertThat(find("bloom", 9)).containsExactly("customer-c");
    }

    @Test
    void standOnceWhereTheBestOfThemStandsHoweverItIsPaged() {
        given.merges("customer-c", "customer-b", DAY);
        world.settled();
        for (int page = 1; page < 4; page++)
            assertThat(find("anna", page))
                    .as("pages of %s", page)
                    .containsExactly("customer-a", "customer-c");
        assertThat(find("anna@example.org", 1)).containsExactly("customer-c");
    }

    @Test
    void areThemselvesAgainOnceSeparated() {
        given.merges("customer-c", "customer-b", DAY);
        given.separates("customer-c", "customer-b", DAY);
        world.settled();
        assertThat(find("anna", 2)).containsExactly("customer-a", "customer-b", "customer-c");
        assertThat(find("anna@example", 9)).containsExactly("customer-b");
    }

    @Test
    void areFoundThroughSeveralMerges() {
        given.merges("customer-c", "customer-b", DAY);
        given.merges("customer-a", "customer-c", DAY);
        world.settled();
        assertThat(find("anna", 1)).containsExactly("customer-a");
        assertThat(find("braun", 1)).containsExactly("customer-a");
    }
}
