package dev.kehu.platform.queryside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.projection.Begun;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.finding.InteractionSearch;
import dev.kehu.platform.search.finding.InteractionSearch.Found;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;
import dev.kehu.privacy.api.Forgetful;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

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
        for (String collection : world.store.collections()) all.append(documents(collection));
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

    private void isParked(String customer) {
        given.meets(customer, "web", "enquiry", (Instant) null, null); // no view can file it
        given.says(customer, "1997-03-01", NEW, null);
        world.settled();
        assertThat(parking().find("timeline", customer)).isPresent();
    }

    private ParkedSubjects parking() {
        return world.get(ParkedSubjects.class);
    }

    @Test
    void areFoldedAgainAsFarAsACustomerIsParked() {
        isParked("customer-a");
        List<Parked> before = parking().all();
        world.story.eraseTexts("customer-a");
        assertThat(documents()).contains(sealed(OLD));
        views().forgetTexts(ANN, ANN, world.story.head());
        assertThat(documents())
                .doesNotContain(sealed(OLD), sealed("note on " + OLD))
                .contains(sealed("Ann"), sealed("Bob " + OLD), "interaction-1");
        assertThat(parking().all()).isEqualTo(before);
    }

    /** Since it was folded: what was there before it stays, and it waits for whoever mends it. */
    @Test
    void areForgottenWhereAnEventCannotBeReadAnyMore() {
        String damaged = given.says("customer-a", "1997-03-01", NEW, null);
        given.says("customer-a", "1997-03-02", "later " + NEW, null);
        world.settled();
        world.story.eraseTexts("customer-a");
        long position = world.story.damage(damaged);
        views().forgetTexts(ANN, ANN, world.story.head());
        world.get(SearchIndexes.class).forgetTexts(ANN, ANN, world.story.head());
        assertThat(documents())
                .doesNotContain(sealed(OLD), sealed(NEW), sealed("later " + NEW))
                .contains(sealed("Ann"), sealed("Bob " + OLD));
        assertThat(found("blue")).containsExactly("interaction-2");
        Parked parked = parking().find("timeline", "customer-a").orElseThrow();
        assertThat(parked.position()).isEqualTo(position);
        assertThat(parked.error()).isEqualTo("Unreadable");
        assertThat(parked.waiting()).isOne();
        assertThat(parking().retry("timeline", "customer-a").now()).contains(parked);
        assertThat(parking().skip("timeline", "customer-a", position).now()).isEmpty();
        assertThat(documents()).contains("interaction-4");
    }

    /** A full bucket is written beside itself, and what stood there before stays until then. */
    @Test
    void leaveDocumentsNobodyPointsToAnyMore() {
        for (int day = 1; day <= 51; day++)
            given.says("customer-a", "1997-05-%02d".formatted(1 + day % 28), OLD, null);
        world.settled();
        given.says("customer-a", "1997-05-01", NEW, null);
        world.settled();
        world.story.eraseTexts("customer-a");
        views().forgetTexts(ANN, ANN, world.story.head());
        assertThat(documents()).doesNotContain(sealed(OLD), sealed(NEW));
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
        AtomicReference<String> refused = new AtomicReference<>();
        world.get(Rebuild.class)
                .rebuild(
                        "timeline",
                        progress -> {
                            try {
                                views().forgetTexts(ANN, ANN, world.story.head());
                            } catch (Refusal building) {
                                refused.set(building.code());
                            }
                            return true;
                        });
        assertThat(refused).hasValue("view.rebuilding");
        views().forgetTexts(ANN, ANN, world.story.head());
    }

    /** It has read them, and has documents of them already; the clock says all is slow. */
    @Test
    @Timeout(120)
    void areNotInWhatARebuildHasBuiltThatRests() throws Exception {
        for (String customer : List.of("customer-x", "customer-y", "customer-z"))
            for (int i = 0; i < 2_100; i++) given.orders(customer, "1997-02-03", "1.00");
        world.settled();
        AtomicLong nanos = new AtomicLong();
        LongSupplier slow = () -> nanos.addAndGet(2_000_000_000);
        Rebuild rebuild = new Rebuild(world.views(), world.story, slow);
        CountDownLatch rests = new CountDownLatch(1);
        Begun begun = rebuild.begin(List.of("timeline")).orElseThrow();
        var running =
                CompletableFuture.supplyAsync(
                        () ->
                                begun.carryOut(
                                        progress -> {
                                            if (progress.paused()) rests.countDown();
                                            else if (documents("timeline_g2").contains(sealed(OLD)))
                                                rebuild.pause(List.of("timeline"));
                                            return true;
                                        }),
                        Thread::startVirtualThread);
        rests.await();
        world.story.eraseTexts("customer-a");
        new ErasedInViews(world.views(), world.get(ViewPositions.class), rebuild, world.store)
                .forgetTexts(ANN, ANN, world.story.head());
        assertThat(documents()).doesNotContain(sealed(OLD));
        assertThat(rebuild.resting()).containsExactly("timeline");
        assertThat(running).isNotDone();
        rebuild.goOn(List.of("timeline"));
        assertThat(running.join()).isTrue();
        assertThat(documents()).doesNotContain(sealed(OLD)).contains(sealed("Bob " + OLD));
        assertThat(generation("timeline")).isEqualTo(2);
    }

    private long generation(String view) {
        return world.views().all().stream()
                .filter(each -> each.name().equals(view))
                .findFirst()
                .orElseThrow()
                .generation();
    }

    private String documents(String collection) {
        return world.store.range(collection, null, null, 1_000).toString();
    }

    /** It has nothing to say of anybody until it has read the erasure, too. */
    @Test
    @Timeout(120)
    void doNotWaitForAFirstBuildThatRests() {
        Story story = new Story("another");
        Scenario there = new Scenario(story);
        there.registers("customer-a", "C1", "Ann", "1997-01-01");
        while (story.head() < 5_000) there.orders("customer-b", "1997-01-02", "1.00");
        CountDownLatch held = new CountDownLatch(1);
        story.hold(held);
        try (World another = new World(story, EmbeddedViewStore.inMemory(), 50)) {
            Rebuild rebuild = another.get(Rebuild.class);
            await().until(() -> !rebuild.underWay().isEmpty());
            rebuild.pause(another.views().names());
            another.get(ErasedInViews.class).forget(ANN, story.head());
            held.countDown();
            rebuild.goOn(another.views().names());
            another.settled();
        } finally {
            held.countDown();
        }
    }
}
