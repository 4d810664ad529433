package dev.kehu.platform.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

class GatheringTest {
    private static final Table TABLE = new Table("t", "", List.of(), "");

    private String text = "short";

    private final Gathering gathering =
            new Gathering(
                    new Content() {
                        @Override
                        public int version() {
                            return 1;
                        }

                        @Override
                        public List<Table> tables() {
                            return List.of(TABLE);
                        }

                        @Override
                        public void rows(RecordedEvent event, Rows rows) {
                            rows.add("t", List.of(event.position(), text));
                        }
                    },
                    List.of(TABLE));

    private static RecordedEvent event() {
        Story story = new Story("story");
        new Scenario(story).orders("customer-a", "1997-01-02", "1.00");
        return story.readAfter(0, 1).getFirst();
    }

    @Test
    void isFullWithTwentyThousandEvents() {
        gathering.add(Collections.nCopies(19_999, event()));
        assertThat(gathering.isFull()).isFalse();
        gathering.add(List.of(event()));
        assertThat(gathering.isFull()).isTrue();
        assertThat(gathering.rows().getFirst().rows()).hasSize(20_000);
    }

    @Test
    void isFullWithFewThatSayMuch() {
        text = "x".repeat(65_000);
        gathering.add(Collections.nCopies(258, event()));
        assertThat(gathering.isFull()).isFalse();
        gathering.add(List.of(event()));
        assertThat(gathering.isFull()).isTrue();
    }

    @Test
    void standsAtItsLastEvent() {
        Mark before = new Mark("store", "shape", 0, "");
        assertThat(gathering.at(before)).isEqualTo(before);
        gathering.add(List.of(event()));
        assertThat(gathering.at(before).position()).isOne();
        assertThat(gathering.isEmpty()).isFalse();
    }
}
