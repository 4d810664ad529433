package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What crashes leave where every write is durable by itself. */
class ShelfTest {
    private final ViewStore store = EmbeddedViewStore.inMemory();
    private final Shelf shelf = new Shelf(store, "counts");

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aBuildTakenIntoUseIsNoLongerUnderWayThoughItsMarkWasLeft() {
        store.remember(build("counts", 2));
        store.remember(build("counts.next", 2));
        assertThat(shelf.inUse()).map(Manifest::generation).contains(2L);
        assertThat(shelf.next()).isEmpty();
    }

    @Test
    void theBuildInUseIsNotKeptAsItsOwnPredecessor() {
        store.remember(build("counts", 2));
        store.remember(build("counts.kept", 2));
        assertThat(shelf.kept()).isEmpty();
    }

    @Test
    void aBuildThatIsTakenUpAgainIsNotKeptAsWell() {
        store.remember(build("counts", 2));
        store.remember(build("counts.kept", 1));
        store.remember(build("counts.next", 1));
        assertThat(shelf.next()).map(Manifest::generation).contains(1L);
        assertThat(shelf.kept()).isEmpty();
    }

    @Test
    void whatIsInUseSurvivesGivingUpAMarkThatWasLeft() {
        store.remember(build("counts", 2));
        store.remember(build("counts.next", 2));
        store.insert("counts_g2", List.of(new BsonDocument("_id", new BsonString("a"))));
        shelf.abandonNext();
        assertThat(store.count("counts_g2")).isEqualTo(1);
    }

    private static Manifest build(String name, long generation) {
        return new Manifest(name, generation, "store", 1, 5, "event");
    }
}
