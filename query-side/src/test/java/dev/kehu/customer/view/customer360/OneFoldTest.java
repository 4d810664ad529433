package dev.kehu.customer.view.customer360;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Rebuild;
import dev.kehu.platform.projection.SubjectProjection;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;
import dev.kehu.platform.world.World;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Random stories, random batches, failures in between, a rebuild: the answer is always the fold of
 * the history. A failure names its seed; {@code -Dkehu.seed=N} runs that story alone.
 */
class OneFoldTest {
    private static final Instant EVER = Instant.parse("2100-01-01T00:00:00Z");

    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(6, 1, 1_000_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answersTheSameLiveAndFromTheHistory(long seed) {
        Random random = new Random(seed);
        Story story = new Story("story");
        int batch = 1 + random.nextInt(40);
        try (World world = new World(story, EmbeddedViewStore.inMemory(), batch)) {
            world.store.failSaves(random.nextInt(4));
            Scenario.random(story, random, 200 + random.nextInt(400));
            world.settled();
            Map<String, Customer360Answer> live = answers(world, AsOf.NOW);
            assertThat(live).hasSize(8);
            assertThat(live).isEqualTo(answers(world, new AsOf(EVER, null)));
            assertThat(live).isEqualTo(answers(world, new AsOf(null, EVER)));
            world.get(Rebuild.class).rebuild(Customer360Projection.NAME, progress -> true);
            assertThat(answers(world, AsOf.NOW)).isEqualTo(live);
        }
    }

    private static Map<String, Customer360Answer> answers(World world, AsOf asOf) {
        SubjectProjection<Customer360> projection = world.get(Customer360Projection.class);
        Map<String, Customer360Answer> answers = new HashMap<>();
        for (char c = 'a'; c < 'i'; c++) {
            Face<Customer360> face =
                    world.get(Reader.class).read(projection, "customer-" + c, asOf);
            answers.put("customer-" + c, Customer360Answer.of(face));
        }
        return answers;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsTheSameInAnyOrder(long seed) {
        Random random = new Random(seed);
        Story story = new Story("story");
        Scenario.random(story, random, 300);
        Customer360 whole = fold(story.readAfter(0, 300));
        List<RecordedEvent> shuffled = new ArrayList<>(story.readAfter(0, 300));
        Collections.shuffle(shuffled, random);
        Customer360 mixed = fold(shuffled);
        assertThat(mixed.activity()).isEqualTo(whole.activity());
        assertThat(mixed.recent()).isEqualTo(whole.recent());
    }

    private static Customer360 fold(List<RecordedEvent> events) {
        Customer360 view = Customer360.blank("customer-a", ZoneId.of("UTC"));
        for (RecordedEvent event : events) view = view.on(event);
        return view;
    }
}
