package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.customer.view.customer360.Customer360Answer.RecentAnswer;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.view.timeline.TimelineAnswer.ItemAnswer;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.SubjectView;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.World;
import dev.kehu.value.view.valuehistory.ValueHistoryApi;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Every view of a customer as of any pair of times is what counting by hand over the events that
 * had happened and were recorded gives. A failure names its seed; {@code -Dkehu.seed=N} runs that
 * one alone.
 */
class AnyMomentTest {
    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(3, 1, 1_000_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isWhatHadHappenedByOneTimeAndWasRecordedByAnother(long seed) {
        Random random = new Random(seed);
        try (World world = World.fresh(50)) {
            Scenario scenario = Scenario.random(world.story, random, 300);
            world.settled();
            for (int i = 0; i < Integer.getInteger("kehu.moments", 150); i++) {
                meanwhile(world, scenario, random);
                String customer = "customer-" + (char) ('a' + random.nextInt(8));
                Instant occurred =
                        Instant.parse("1997-01-01T12:00:00Z")
                                .plus(random.nextInt(365), ChronoUnit.DAYS);
                Instant known = known(world, 8 + random.nextInt(290));
                new Moment(world, customer, occurred, known).holds();
            }
        }
    }

    /** Between two questions more is recorded, and now and then texts are erased. */
    private static void meanwhile(World world, Scenario scenario, Random random) {
        if (random.nextInt(3) == 0) {
            scenario.goOn(random, (int) world.story.head() + random.nextInt(5));
            world.settled();
        }
        if (random.nextInt(10) == 0) {
            world.story.eraseTexts("customer-" + (char) ('a' + random.nextInt(8)));
            world.vault.erasesSomething();
        }
    }

    /** Both halves of a merge are one append and have one recorded time; in a story they do not. */
    private static Instant known(World world, int position) {
        RecordedEvent last = world.story.readAfter(position - 1L, 1).getFirst();
        boolean half =
                last.payload() instanceof CustomerAbsorbed
                        || last.payload() instanceof CustomerSeparated;
        return half ? last.recordedAt().plusSeconds(1) : last.recordedAt();
    }

    /** Counted by hand: no fold, no reader. */
    private static final class Moment {
        private static final Comparator<RecordedEvent> NEWEST_FIRST =
                Comparator.comparing((RecordedEvent e) -> e.payload().occurredAt())
                        .thenComparing(RecordedEvent::position)
                        .reversed();

        private final World world;
        private final String asked;
        private final AsOf time;
        private final List<RecordedEvent> events;
        private final Map<String, String> survivors = new HashMap<>();

        Moment(World world, String asked, Instant occurred, Instant known) {
            this.world = world;
            this.asked = asked;
            this.time = new AsOf(occurred, known);
            this.events =
                    world.story.readAfter(0, Integer.MAX_VALUE).stream()
                            .filter(e -> !e.payload().occurredAt().isAfter(occurred))
                            .filter(e -> !e.recordedAt().isAfter(known))
                            .toList();
            for (RecordedEvent event : events)
                if (event.payload() instanceof CustomerMerged e)
                    survivors.put(e.customerId().value(), e.survivor().value());
                else if (event.payload() instanceof CustomerRestored e)
                    survivors.remove(e.customerId().value());
        }

        /** Who answers; of merges that lead to each other the smallest id. */
        private String survivor(String customer) {
            String last = customer;
            for (int i = 0; i < 20; i++) {
                String next = survivors.get(last);
                if (next == null) return last;
                last = next;
            }
            String least = last;
            for (int i = 0; i < 20; i++) {
                last = survivors.getOrDefault(last, last);
                least = last.compareTo(least) < 0 ? last : least;
            }
            return least;
        }

        void holds() {
            String survivor = survivor(asked);
            List<RecordedEvent> met =
                    events.stream()
                            .filter(
                                    e ->
                                            e.payload() instanceof InteractionRecorded i
                                                    && survivor.equals(
                                                            survivor(i.customerId().value())))
                            .toList();
            face(survivor, met);
            timeline(met);
            months(met);
            Reader reader = world.get(Reader.class);
            for (Compared<?> view : world.all(Compared.class)) keepsNothing(view, reader);
        }

        /** Who keeps nothing from one question to the next is told the same. */
        private <V extends SubjectView<V>> void keepsNothing(Compared<V> view, Reader reader) {
            assertThat(view.answer(reader.read(view, asked, time)))
                    .as(view.name())
                    .isEqualTo(view.answer(reader.throughMany().read(view, asked, time)));
        }

        private void face(String survivor, List<RecordedEvent> met) {
            Customer360Answer face = world.get(Customer360Api.class).read(asked, time);
            assertThat(face.id()).isEqualTo(survivor);
            assertThat(face.interactions().count()).isEqualTo(met.size());
            assertThat(face.interactions().lastAt())
                    .isEqualTo(
                            met.stream()
                                    .map(e -> e.payload().occurredAt())
                                    .max(Comparator.naturalOrder())
                                    .orElse(null));
            assertThat(face.recent().stream().map(RecentAnswer::summary))
                    .isEqualTo(
                            met.stream()
                                    .sorted(NEWEST_FIRST)
                                    .limit(20)
                                    .map(e -> ((InteractionRecorded) e.payload()).summary())
                                    .toList());
            events.stream()
                    .filter(e -> e.payload() instanceof CustomerRegistered)
                    .filter(e -> e.subject().equals(survivor))
                    .forEach(
                            e ->
                                    assertThat(face.name())
                                            .isEqualTo(((CustomerRegistered) e.payload()).name()));
        }

        private void timeline(List<RecordedEvent> met) {
            List<String> expected =
                    met.stream().sorted(NEWEST_FIRST).map(RecordedEvent::stream).toList();
            assertThat(
                            world
                                    .get(TimelineApi.class)
                                    .read(asked, time, null, null, null, 500)
                                    .items()
                                    .stream()
                                    .map(ItemAnswer::id))
                    .isEqualTo(expected);
        }

        private void months(List<RecordedEvent> met) {
            Map<String, BigDecimal> expected = new HashMap<>();
            met.stream()
                    .map(e -> (InteractionRecorded) e.payload())
                    .filter(e -> e.kind().equals("order"))
                    .forEach(
                            e ->
                                    expected.merge(
                                            e.occurredAt().toString().substring(0, 7)
                                                    + Objects.requireNonNull(e.amount()).currency(),
                                            BigDecimal.valueOf(e.amount().minor(), 2),
                                            BigDecimal::add));
            Map<String, BigDecimal> answered = new HashMap<>();
            world.get(ValueHistoryApi.class)
                    .read(asked, time)
                    .months()
                    .forEach(
                            m -> answered.put(m.month() + m.currency(), new BigDecimal(m.value())));
            assertThat(answered).isEqualTo(expected);
        }
    }
}
