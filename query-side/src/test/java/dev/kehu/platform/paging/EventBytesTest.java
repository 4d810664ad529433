package dev.kehu.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class EventBytesTest {
    private static final int EVENTS = 4_000;
    private static final String LARGE = "x".repeat(60_000);

    /** One in so many is large, the first of them at every place there can be. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void areEstimatedWhateverTheOrderOfLargeAndSmall(int every) {
        for (int place = 0; place < every; place++) {
            Story story = new Story("story");
            Scenario given = new Scenario(story);
            for (int i = 0; i < EVENTS; i++)
                given.says("customer-a", "1997-01-02", null, i % every == place ? LARGE : "small");
            List<RecordedEvent> all = story.readAfter(0, EVENTS);
            double each = (double) EventBytes.about(all) / EventBytes.of(all);
            assertThat(each).as("1 of %d at %d", every, place).isBetween(0.7, 1.4);
        }
    }
}
