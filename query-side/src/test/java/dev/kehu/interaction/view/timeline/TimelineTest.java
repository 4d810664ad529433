package dev.kehu.interaction.view.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.view.timeline.TimelineAnswer.ItemAnswer;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

class TimelineTest {
    private final World world = World.fresh(100);
    private final Scenario given = new Scenario(world.story);

    @AfterEach
    void close() {
        world.close();
    }

    private TimelineAnswer page(
            String customer,
            @Nullable String channel,
            @Nullable String order,
            @Nullable String cursor,
            @Nullable String limit,
            @Nullable String asOf) {
        Object body =
                world.get(TimelineApi.class)
                        .timeline(
                                customer, channel, null, order, null, null, null, cursor, limit,
                                null, asOf, null, null, null)
                        .getBody();
        return (TimelineAnswer) Objects.requireNonNull(body);
    }

    private List<String> all(
            String customer,
            @Nullable String channel,
            @Nullable String order,
            int limit,
            @Nullable String asOf) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            TimelineAnswer page =
                    page(customer, channel, order, cursor, Integer.toString(limit), asOf);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(item -> ids.add(item.id()));
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    private List<String> expected(Predicate<Item> filter, Comparator<Item> order) {
        return world.story.readAfter(0, 1_000_000).stream()
                .filter(event -> event.payload() instanceof InteractionRecorded)
                .map(TimelineTest::item)
                .filter(filter)
                .sorted(order)
                .map(Item::id)
                .toList();
    }

    private static Item item(RecordedEvent event) {
        return Item.of(event, (InteractionRecorded) event.payload());
    }

    private void thousands(String customer, int count, long seed) {
        Random random = new Random(seed);
        Instant start = Scenario.at("1997-03-01");
        for (int i = 0; i < count; i++) {
            boolean late = random.nextInt(3) == 0;
            long second = late ? random.nextInt(count * 60) : i * 60L;
            String channel = random.nextInt(10) == 0 ? "phone" : "web";
            given.meets(customer, channel, "visit", start.plusSeconds(second), null);
        }
    }

    @Test
    void pagesThroughThousandsOfOneMonthInOrderOfBusinessTime() {
        thousands("customer-a", 4_000, 11);
        world.settled();
        assertThat(all("customer-a", null, null, 37, null))
                .isEqualTo(expected(item -> true, Page.NEWEST_FIRST));
    }

    @Test
    void readsNoMoreMonthsThanAPageNeeds() {
        for (int month = 0; month < 24; month++)
            for (int i = 0; i < 3; i++) {
                Instant at = Scenario.at("1997-01-01").plusSeconds(month * 2_678_400L + i);
                given.meets("customer-a", "web", "visit", at, null);
            }
        world.settled();
        int before = world.store.loads("timeline_g1");
        assertThat(page("customer-a", null, null, null, "2", null).items()).hasSize(2);
        // its months, twice, once for the version; the newest one
        assertThat(world.store.loads("timeline_g1") - before).isEqualTo(3);
    }

    @Test
    void filtersByChannelOnEveryPage() {
        thousands("customer-a", 1_000, 12);
        world.settled();
        assertThat(all("customer-a", "phone", null, 10, null))
                .isEqualTo(expected(i -> i.channel().equals("phone"), Page.NEWEST_FIRST))
                .isNotEmpty();
    }

    @Test
    void mixesTheMembersOfAMergedGroup() {
        thousands("customer-a", 300, 13);
        thousands("customer-b", 300, 14);
        given.merges("customer-a", "customer-b", "1997-04-01");
        world.settled();
        assertThat(all("customer-b", null, null, 50, null))
                .isEqualTo(expected(item -> true, Page.NEWEST_FIRST));
    }

    @Test
    void givesTheSameFromTheHistory() {
        thousands("customer-a", 500, 15);
        world.settled();
        assertThat(all("customer-a", null, null, 50, "2020-01-01"))
                .isEqualTo(all("customer-a", null, null, 50, null));
    }

    @Test
    void includesTheWholeDayOfAsOf() {
        String in = given.meets("customer-a", "web", "visit", "1997-03-01T23:59:59Z");
        given.meets("customer-a", "web", "visit", "1997-03-02T00:00:00Z");
        world.settled();
        assertThat(all("customer-a", null, null, 50, "1997-03-01")).containsExactly(in);
    }

    @Test
    void ordersByTheTimeRecordedOnRequest() {
        thousands("customer-a", 200, 16);
        world.settled();
        assertThat(all("customer-a", null, "recorded", 30, null))
                .isEqualTo(
                        expected(
                                item -> true, Comparator.comparingLong(Item::position).reversed()));
    }

    @Test
    void showsNotesAndBothTimesOnTheItem() {
        String id = given.meets("customer-a", "web", "visit", "1997-03-01");
        given.annotates("customer-a", id, "call back", "1997-03-05");
        world.settled();
        ItemAnswer item = page("customer-a", null, null, null, null, null).items().getFirst();
        assertThat(item.notes().getFirst().note()).isEqualTo("call back");
        assertThat(item.notes().getFirst().tags()).containsExactly("later");
        assertThat(item.occurredAt()).isEqualTo("1997-03-01T12:00:00Z");
        assertThat(item.recordedAt()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(world.store.range("timeline_g1", null, null, 10).toString())
                .doesNotContain("call back", "later", "Summary");
    }

    @Test
    void answersACustomerWithoutContactsWithAnEmptyPage() {
        given.registers("customer-a", "C1", "Ann", "1997-01-01");
        world.settled();
        assertThat(page("customer-a", null, null, null, null, null).items()).isEmpty();
    }

    @Test
    void refusesACursorOfAnotherQuestion() {
        thousands("customer-a", 100, 17);
        world.settled();
        String cursor = page("customer-a", null, null, null, "10", null).next();
        for (String bad : List.of(Objects.requireNonNull(cursor), "%%%", "AAAA"))
            assertThatThrownBy(() -> page("customer-a", null, "recorded", bad, "10", null))
                    .isInstanceOf(Refusal.class)
                    .extracting("code")
                    .isEqualTo("cursor.unknown");
    }

    @Test
    void survivesAFlushThatFailedHalfway() {
        world.settled();
        for (int round = 0; round < 5; round++) {
            world.store.failSaves(3);
            thousands("customer-a", 400, 20 + round);
            world.settled();
        }
        assertThat(world.store.failures()).isEqualTo(15);
        assertThat(all("customer-a", null, null, 50, null))
                .isEqualTo(expected(item -> true, Page.NEWEST_FIRST));
    }
}
