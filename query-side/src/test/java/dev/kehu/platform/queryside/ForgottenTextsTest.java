package dev.kehu.platform.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.finding.InteractionSearch;
import dev.kehu.platform.search.finding.InteractionSearch.Found;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;
import dev.kehu.privacy.api.Forgetful;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What views and indexes hold of texts whose keys are gone. The vault of these tests opens all it
 * sealed: as if each text had been read with the old key and sealed with the new one.
 */
class ForgottenTextsTest {
    private static final List<String> ANN = List.of("customer-a");
    private static final String OLD = "wants the blue one";
    private static final String NEW = "asks about the green one";

    private final World world = World.fresh(50);
    private final Scenario given = new Scenario(world.story);

    @BeforeEach
    void said() {
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        given.registers("customer-b", "C2", "Bob", "1997-01-01");
        String said = given.says("customer-a", "1997-02-01", OLD, "content of " + OLD);
        given.annotates("customer-a", said, "note on " + OLD, "1997-02-02");
        given.says("customer-b", "1997-02-01", "Bob " + OLD, null);
        world.settled();
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** All documents of all views, texts as the vault sealed them. */
    private String documents() {
        StringBuilder all = new StringBuilder();
        for (String collection : world.store.collections())
            all.append(world.store.range(collection, null, null, 1_000));
        return all.toString();
    }

    private static String sealed(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> found(String words) {
        return world.get(InteractionSearch.class).find(words, null, 10).stream()
                .map(Found::id)
                .toList();
    }

    private Forgetful views() {
        return world.get(ErasedInViews.class);
    }

    @Test
    void areFoldedAgainInEveryView() {
        world.story.eraseTexts("customer-a");
        given.says("customer-a", "1997-03-01", NEW, null);
        world.settled();
        assertThat(documents()).contains(sealed(OLD), sealed(NEW));
        views().forgetTexts(ANN, ANN, world.story.head());
        assertThat(documents())
                .doesNotContain(sealed(OLD), sealed("note on " + OLD))
                .contains(sealed(NEW), sealed("Ann"), sealed("Bob " + OLD));
    }

    @Test
    void leaveTheIndexAndWhatWasSaidSinceStays() {
        world.story.eraseTexts("customer-a");
        given.says("customer-a", "1997-03-01", NEW, null);
        world.settled();
        assertThat(found("one")).hasSize(3);
        world.get(SearchIndexes.class).forgetTexts(ANN, ANN, world.story.head());
        assertThat(found("blue")).containsExactly("interaction-2");
        assertThat(found("green")).containsExactly("interaction-3");
        given.annotates("customer-a", "interaction-1", "still wants yellow", "1997-04-01");
        world.settled();
        assertThat(found("yellow")).containsExactly("interaction-1");
    }

    /** It may have read them, and writes for hours. */
    @Test
    void areNotForgottenWhileAViewIsBuilt() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        world.get(Rebuild.class)
                .rebuild(
                        "timeline",
                        progress -> {
                            try {
                                views().forgetTexts(ANN, ANN, world.story.head());
                            } catch (IllegalStateException building) {
                                refused.set(building);
                            }
                            return true;
                        });
        assertThat(refused.get()).hasMessageContaining("being built");
        views().forgetTexts(ANN, ANN, world.story.head());
    }
}
