package dev.kehu.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.platform.projection.EngineTest.Count;
import dev.kehu.platform.projection.EngineTest.Counts;
import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What a view does with what it finds stored. */
class ViewsAtStartTest extends CountedWorld {
    private World again(Story other, ViewStore store) {
        return new World(other, store, 5, Counts.class);
    }

    private void told(Story some, int orders) {
        Scenario scenario = new Scenario(some);
        for (int i = 0; i < orders; i++) scenario.orders("customer-a", "1997-01-02", "1.00");
    }

    private void remember(ViewStore store, Manifest manifest) {
        store.remember(manifest);
    }

    /** Builds over one story, changes what is stored, starts again over a story. */
    private long countAfter(Story first, Runnable change, ViewStore store, Story second) {
        World before = again(first, store);
        before.settled();
        before.stop();
        change.run();
        try (World after = again(second, store)) {
            after.settled();
            return after.views()
                    .of(after.get(Counts.class))
                    .find("customer-a")
                    .map(Count::count)
                    .orElse(0L);
        }
    }

    @Test
    void goesOnWhereItStoodAndFoldsNothingTwice() {
        Story same = new Story("same");
        told(same, 3);
        ViewStore store = EmbeddedViewStore.inMemory();
        assertThat(countAfter(same, () -> told(same, 2), store, same)).isEqualTo(5);
    }

    @Test
    void leavesNothingOfGenerationsThatAreNotInUse() {
        given.orders("customer-a", "1997-01-02", "1.00");
        world.settled();
        var documents = world.store.range("counts_g1", null, null, 10);
        world.store.insert("counts_g7", documents);
        counts().open();
        assertThat(world.store.collections()).contains("counts_g1").doesNotContain("counts_g7");
        assertThat(count("customer-a")).isEqualTo(1);
    }

    @Test
    void startsOverOnAnotherEventStore() {
        Story one = new Story("one"), other = new Story("other");
        told(one, 3);
        told(other, 5);
        assertThat(countAfter(one, () -> {}, EmbeddedViewStore.inMemory(), other)).isEqualTo(5);
    }

    @Test
    void startsOverWhenItIsAheadOfTheStore() {
        Story whole = new Story("same"), restored = new Story("same");
        told(whole, 5);
        told(restored, 2);
        assertThat(countAfter(whole, () -> {}, EmbeddedViewStore.inMemory(), restored))
                .isEqualTo(2);
    }

    @Test
    void startsOverWhenTheManifestIsGoneAndFindsNoDocumentOfBefore() {
        Story one = new Story("one"), other = new Story("other");
        told(one, 5);
        told(other, 2);
        ViewStore store = EmbeddedViewStore.inMemory();
        assertThat(countAfter(one, () -> store.forget("counts"), store, other)).isEqualTo(2);
    }

    @Test
    void startsOverWhenTheFoldHasChangedOrTheEventIsAnother() {
        Story same = new Story("same");
        told(same, 3);
        ViewStore store = EmbeddedViewStore.inMemory();
        Runnable otherFold =
                () -> {
                    Manifest m = store.manifest("counts").orElseThrow();
                    remember(
                            store,
                            new Manifest(
                                    m.view(),
                                    m.generation(),
                                    m.storeId(),
                                    m.foldVersion() + 1,
                                    m.position(),
                                    m.eventId()));
                };
        assertThat(countAfter(same, otherFold, store, same)).isEqualTo(3);
        Manifest m = new Manifest("counts", 1, "same", 7, 2, "another");
        assertThat(ManifestCheck.mismatch(m, 7, same)).isPresent();
        String right = same.readAfter(1, 1).getFirst().eventId().toString();
        Manifest fits = new Manifest("counts", 1, "same", 7, 2, right);
        assertThat(ManifestCheck.mismatch(fits, 7, same)).isEmpty();
    }

    @Test
    void buildsALongHistoryInBulk() {
        Story longStory = new Story("long");
        told(longStory, 6_000);
        try (World after = again(longStory, EmbeddedViewStore.inMemory())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(after.views().status())
                                            .allMatch(s -> s.running() && s.position() == 6_000)
                                            .allMatch(s -> s.generation() == 2));
        }
    }
}
