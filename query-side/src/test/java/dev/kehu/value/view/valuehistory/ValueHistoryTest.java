package dev.kehu.value.view.valuehistory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

class ValueHistoryTest {
    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);

    private ValueHistory folded() {
        ValueHistory view = ValueHistory.blank("customer-a", ZoneId.of("UTC"));
        for (RecordedEvent event : story.readAfter(0, 100)) view = view.on(event);
        return view;
    }

    @Test
    void addsOrdersByMonthInTheOrderOfTime() {
        given.orders("customer-a", "1997-03-02", "10.00");
        given.orders("customer-a", "1997-01-18", "29.73");
        given.orders("customer-a", "1997-01-01", "29.33");
        assertThat(folded().months().keySet()).containsExactly("1997-01|USD", "1997-03|USD");
        assertThat(folded().months().get("1997-01|USD").minor()).isEqualTo(5_906);
        assertThat(folded().days().first()).isEqualTo("1997-01-01");
        assertThat(folded().days().last()).isEqualTo("1997-03-02");
    }

    @Test
    void countsTwoOrdersOfOneDayAsOneDay() {
        given.orders("customer-a", "1997-03-02", "10.00");
        given.orders("customer-a", "1997-03-02", "0.00");
        assertThat(folded().days()).hasSize(1);
        assertThat(folded().months().get("1997-03|USD").orders()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatIsNoOrder() {
        given.meets("customer-a", "web", "enquiry", "1997-03-02");
        assertThat(folded().months()).isEmpty();
    }

    @Test
    void keepsEveryAssessmentAndShowsWhatHeldAtATime() {
        try (World world = World.fresh(9)) {
            Scenario told = new Scenario(world.story);
            told.registers("customer-a", "A-1", "Ann", "1997-01-01");
            told.registers("customer-b", "B-1", "Bob", "1997-01-01");
            told.assesses("customer-a", "1997-03-31", "0.400000000", "low");
            told.assesses("customer-b", "1997-03-31", "0.900000000", "high");
            told.assesses("customer-a", "1997-06-30", "0.600000000", "high");
            told.merges("customer-a", "customer-b", "1997-07-01");
            world.settled();
            var api = world.get(ValueHistoryApi.class);
            assertThat(api.read("customer-b", AsOf.NOW).assessments())
                    .as("the survivor's alone")
                    .extracting(ValueHistoryApi.Found::valueClass)
                    .containsExactly("low", "high");
            AsOf spring = new AsOf(Instant.parse("1997-04-30T00:00:00Z"), null);
            assertThat(api.read("customer-a", spring).assessments())
                    .extracting(ValueHistoryApi.Found::valueClass)
                    .containsExactly("low");
            assertThat(api.read("customer-b", spring).assessments())
                    .extracting(ValueHistoryApi.Found::valueClass)
                    .containsExactly("high");
        }
    }

    @Test
    void tellsWhatFollowedEachTreatment() {
        given.assesses("customer-a", "1997-03-31", "0.400000000", "low");
        given.treats("customer-a", 1, "1997-04-01", "0.400000000", "low");
        assertThat(folded().treatments())
                .singleElement()
                .satisfies(t -> assertThat(t.before().valueClass()).isEqualTo("low"))
                .satisfies(t -> assertThat(t.after()).as("nothing since").isNull());
        given.assesses("customer-a", "1997-06-30", "0.600000000", "high");
        given.treats("customer-a", 2, "1997-07-01", "0.600000000", "high");
        given.concludes("customer-a", 1, "1997-07-02", "0.600000000", "improved");
        given.assesses("customer-a", "1997-09-30", "0.500000000", "secondary");
        assertThat(folded().treatments())
                .extracting(t -> t.number() + " " + t.after().score() + " " + t.outcome())
                .containsExactly("1 0.600000000 improved", "2 0.500000000 null");
        assertThat(folded().treatments().getLast().after().valueClass()).isEqualTo("secondary");
        assertThat(folded().assessments()).hasSize(3);
    }

    @Test
    void takesNoAssessmentOfAnEarlierDayForWhatFollowed() {
        given.assesses("customer-a", "1997-03-31", "0.400000000", "low");
        given.treats("customer-a", 1, "1997-04-10T23:59:00Z", "0.400000000", "low");
        given.assesses("customer-a", "1997-04-09", "0.900000000", "high");
        assertThat(folded().treatments().getLast().after()).isNull();
        given.assesses("customer-a", "1997-04-10", "0.500000000", "low");
        assertThat(folded().treatments().getLast().after().score()).isEqualTo("0.500000000");
    }

    @Test
    void tellsTheTreatmentsOfAllWhoWereMerged() {
        try (World world = World.fresh(9)) {
            Scenario told = new Scenario(world.story);
            for (String customer : List.of("customer-a", "customer-b")) {
                told.registers(customer, customer, "Ann", "1997-01-01");
                told.assesses(customer, "1997-03-31", "0.400000000", "low");
            }
            told.treats("customer-b", 1, "1997-04-01", "0.400000000", "low");
            told.treats("customer-a", 1, "1997-04-02", "0.400000000", "low");
            told.treats("customer-b", 2, "1997-04-03", "0.400000000", "low");
            told.merges("customer-a", "customer-b", "1997-07-01");
            told.assesses("customer-a", "1997-07-31", "0.600000000", "high");
            world.settled();
            assertThat(world.get(ValueHistoryApi.class).read("customer-b", AsOf.NOW).treatments())
                    .extracting(done -> done.customer() + " " + done.number())
                    .containsExactly("customer-b 1", "customer-a 1", "customer-b 2");
        }
    }

    @Test
    void answersTheSameLiveAndFromTheHistory() {
        long seed = new Random().nextLong(1_000_000);
        try (World world = World.fresh(9)) {
            Scenario.random(world.story, new Random(seed), 400);
            world.settled();
            AsOf ever = new AsOf(Instant.parse("2100-01-01T00:00:00Z"), null);
            var projection = world.get(ValueHistoryProjection.class);
            for (char c = 'a'; c < 'i'; c++) {
                var live = world.get(Reader.class).read(projection, "customer-" + c, AsOf.NOW);
                var past = world.get(Reader.class).read(projection, "customer-" + c, ever);
                assertThat(ValueHistoryApi.Answer.of(live))
                        .as("seed %d", seed)
                        .isEqualTo(ValueHistoryApi.Answer.of(past));
            }
        }
    }
}
