package dev.kehu.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.Generous;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SubjectPagesTest {
    private static final String DAY = "1997-01-02", LARGE = "x".repeat(60_000);
    private static final int EVENTS = 1_000;

    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final Generous history = new Generous(story);

    private List<Long> read(String... subjects) {
        List<Long> positions = new ArrayList<>();
        for (List<RecordedEvent> page : SubjectPages.of(history, List.of(subjects), story.head()))
            page.forEach(event -> positions.add(event.position()));
        return positions;
    }

    @Test
    void readFewEventsTogetherThatAreLarge() {
        for (int i = 0; i < EVENTS; i++) given.says("customer-a", DAY, null, LARGE);
        assertThat(read("customer-a")).hasSize(EVENTS).isSorted();
        assertThat(history.given.removeFirst()).isLessThan(SubjectPages.FEW * 62_000L);
        assertThat(history.given).allMatch(bytes -> bytes <= SubjectPages.BYTES);
    }

    @Test
    void readFewOfEachWhereThereAreSeveralSubjects() {
        for (int i = 0; i < EVENTS; i++) given.says("customer-" + i % 4, DAY, null, LARGE);
        assertThat(read("customer-0", "customer-1", "customer-2", "customer-3"))
                .hasSize(EVENTS)
                .isSorted();
        List<Long> later = history.given.subList(1, history.given.size());
        assertThat(later).allMatch(bytes -> bytes <= SubjectPages.BYTES / 4);
    }

    @Test
    void readManyTogetherThatAreSmall() {
        for (int i = 0; i < EVENTS; i++) given.orders("customer-a", DAY, "1.00");
        assertThat(read("customer-a")).hasSize(EVENTS).isSorted();
        assertThat(history.given).hasSizeLessThan(5);
    }

    @Test
    void noticeThatEventsHaveGrown() {
        for (int i = 0; i < EVENTS; i++) given.orders("customer-a", DAY, "1.00");
        for (int i = 0; i < EVENTS; i++) given.says("customer-a", DAY, null, LARGE);
        assertThat(read("customer-a")).hasSize(2 * EVENTS).isSorted();
        List<Long> tooLarge =
                history.given.stream().filter(bytes -> bytes > SubjectPages.BYTES).toList();
        assertThat(tooLarge).as("pages the store itself cuts").hasSizeLessThan(3);
    }
}
