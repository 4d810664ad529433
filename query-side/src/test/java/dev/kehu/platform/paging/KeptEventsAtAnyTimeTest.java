package dev.kehu.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.world.MarkingVault;
import dev.kehu.platform.world.Scenario;
import dev.kehu.platform.world.Story;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Whatever is told, asked and erased in between, kept events are what history has. A failure names
 * its seed; {@code -Dkehu.seed=N} runs that one alone.
 */
class KeptEventsAtAnyTimeTest {
    private static final String ANN = "customer-a", DAY = "1997-01-02";
    private static final long BYTES = 100_000, MUCH = 64 << 20;

    private final Story story = new Story("story");
    private final Scenario given = new Scenario(story);
    private final MarkingVault vault = new MarkingVault();
    private final KeptEvents kept = new KeptEvents(story, vault, BYTES);

    static LongStream seeds() {
        Long only = Long.getLong("kehu.seed");
        return only != null ? LongStream.of(only) : new Random().longs(5, 1, 1_000_000);
    }

    private void erase(String subject) {
        story.eraseTexts(subject);
        vault.erasesSomething();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void areWhatHistoryHas(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            String subject = "customer-" + (char) ('a' + random.nextInt(12));
            switch (random.nextInt(8)) {
                case 0, 1 -> given.says(subject, DAY, "text " + i, null);
                case 2 -> given.says(subject, DAY, null, "x".repeat(random.nextInt(3_000)));
                case 3 -> {
                    if (random.nextInt(10) == 0) erase(subject);
                }
                default -> asked(random, subject);
            }
        }
    }

    private void asked(Random random, String subject) {
        Set<String> subjects = new HashSet<>(Set.of(subject));
        if (random.nextInt(4) == 0) subjects.add("customer-" + (char) ('a' + random.nextInt(12)));
        long until = random.nextBoolean() ? story.head() : random.nextLong(story.head() + 1);
        List<RecordedEvent> expected =
                story.readAfter(0, (int) until).stream()
                        .filter(event -> subjects.contains(event.subject()))
                        .toList();
        List<RecordedEvent> found = new ArrayList<>();
        kept.of(subjects, until).forEach(found::add);
        assertThat(found).isEqualTo(expected);
        assertThat(kept.bytes()).isLessThanOrEqualTo(BYTES);
    }

    /**
     * Four ask while one tells and erases: nobody sees a hole, or a text erased before it asked.
     */
    @Test
    void areSharedByThreads() throws Exception {
        KeptEvents shared = new KeptEvents(story, vault, MUCH);
        AtomicLong erasedUpTo = new AtomicLong();
        List<Callable<Void>> askers = new ArrayList<>();
        for (int i = 0; i < 4; i++)
            askers.add(
                    () -> {
                        for (int n = 0; n < 2_000; n++) look(shared, erasedUpTo.get());
                        return null;
                    });
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Void>> all = new ArrayList<>();
            for (Callable<Void> each : askers) all.add(threads.submit(each));
            for (int n = 0; n < 300; n++) {
                given.says(ANN, DAY, "Ann", null);
                if (n % 5 != 0) continue;
                long until = story.head();
                erase(ANN);
                erasedUpTo.set(until);
            }
            for (Future<Void> each : all) each.get();
        }
    }

    private void look(KeptEvents shared, long erased) {
        long until = story.head();
        List<RecordedEvent> found = new ArrayList<>();
        shared.of(Set.of(ANN), until).forEach(found::add);
        assertThat(found.stream().map(RecordedEvent::position).toList())
                .isEqualTo(
                        story.readAfter(0, (int) until).stream()
                                .filter(event -> event.subject().equals(ANN))
                                .map(RecordedEvent::position)
                                .toList());
        assertThat(found)
                .filteredOn(event -> event.position() <= erased)
                .extracting(event -> ((InteractionRecorded) event.payload()).summary())
                .allMatch(Objects::isNull);
    }
}
