package dev.kehu.bench.metric;

import dev.kehu.bench.floor.LuceneAlone;
import dev.kehu.bench.ours.OpenVault;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.bench.workload.People;
import dev.kehu.bench.workload.Registrations;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.search.SearchDirectory;
import dev.kehu.platform.search.SearchIndex;
import dev.kehu.platform.search.SearchIndexes;
import dev.kehu.platform.search.Searchable;

import org.HdrHistogram.Histogram;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What each key costs while somebody types to find one of many customers: the page of hits is asked
 * for after every key. One thread.
 */
final class SearchMetrics<D extends ViewDocument> {
    private static final int PAGE = 20, DIGITS = 3, HIGH = 95;
    private static final double NANOS_PER_MILLI = 1e6;

    /** An index that is less behind waits for the stream instead of reading history. */
    private static final int FAR = 2_000;

    private static final long SEED = 20261122;

    private final Run run;
    private final Searchable<D> searchable;
    private final People people;

    SearchMetrics(Run run, Searchable<D> searchable) {
        this.run = run;
        this.searchable = searchable;
        this.people = new People(SEED, run.sizes().searched());
    }

    void measure() throws Exception {
        if (new Registrations(people).head() < FAR) {
            throw new IllegalArgumentException(
                    "So few customers are read from a stream: none here");
        }
        Path directory = run.scratch().directory("views/search");
        run.ticker().on("indexing " + people.count() + " customers");
        long start = System.nanoTime();
        settled(directory).stop(); // which commits
        run.ticker()
                .say(
                        "indexed %,d customers in %,d s"
                                .formatted(
                                        people.count(),
                                        Duration.ofNanos(System.nanoTime() - start).toSeconds()));
        SearchIndexes indexes = settled(directory);
        try (LuceneAlone floor = new LuceneAlone(directory.resolve(searchable.name()))) {
            SearchIndex<D> index = indexes.of(searchable);
            run.rounds()
                    .metric(
                            "search-p95",
                            "ms",
                            List.of(
                                    Contender.kehu(
                                            () ->
                                                    typing(
                                                            words ->
                                                                    index.find(
                                                                            searchable.tiers(words),
                                                                            null,
                                                                            PAGE))),
                                    Contender.floor(
                                            () ->
                                                    typing(
                                                            words ->
                                                                    floor.find(
                                                                            searchable.tiers(words),
                                                                            searchable.order(),
                                                                            PAGE)))));
        } finally {
            indexes.stop();
        }
    }

    private SearchIndexes settled(Path directory) {
        ViewPositions positions = new ViewPositions();
        Registrations history = new Registrations(people);
        SearchIndexes indexes =
                new SearchIndexes(
                        List.of(searchable),
                        new SearchDirectory(directory),
                        history,
                        new OpenVault(),
                        nothingNew(),
                        positions,
                        Duration.ofSeconds(30));
        indexes.start();
        if (!positions.await(searchable.name(), history.head(), Duration.ofMinutes(30))) {
            throw new IllegalStateException("The customers were not indexed in half an hour");
        }
        return indexes;
    }

    private double typing(Box box) throws Exception {
        Histogram nanos = new Histogram(DIGITS);
        SplittableRandom random = new SplittableRandom(SEED);
        long end = System.nanoTime() + run.sizes().round().toNanos();
        while (System.nanoTime() < end) {
            for (String words : people.typed(random)) {
                long before = System.nanoTime();
                box.typed(words);
                nanos.recordValue(System.nanoTime() - before);
            }
        }
        return nanos.getValueAtPercentile(HIGH) / NANOS_PER_MILLI;
    }

    /** Where words are typed. */
    private interface Box {
        void typed(String words) throws Exception;
    }

    private static StreamableMessageSource<TrackedEventMessage<?>> nothingNew() {
        return token -> new Nothing();
    }
}
