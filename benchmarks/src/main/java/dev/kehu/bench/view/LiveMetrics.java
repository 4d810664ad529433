package dev.kehu.bench.view;

import com.mongodb.client.MongoClients;

import dev.kehu.bench.floor.RawWrites;
import dev.kehu.bench.ours.KehuStore;
import dev.kehu.bench.ours.KehuViews;
import dev.kehu.bench.peer.StockReplay;
import dev.kehu.bench.peer.StockStore;
import dev.kehu.bench.round.Contender;
import dev.kehu.bench.round.Run;
import dev.kehu.platform.viewstore.Durability;
import dev.kehu.platform.viewstore.MongoViewStore;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many events a second views keep up with live: each turn appends a piece of history while they
 * stand still, and counts how long their own processors take to the head. First customer 360 alone,
 * then all views together.
 */
final class LiveMetrics {
    private static final String CUSTOMER = "customer360";
    private static final String UNIT = "events/s";
    private static final int NOTED = 4_000, BATCH = 500;

    private final Run run;
    private final Path directory;
    private long appended;

    LiveMetrics(Run run) throws IOException {
        this.run = run;
        this.directory = run.scratch().directory("views/live");
    }

    /** Answers how many events a second all views keep up with. */
    double measure() throws Exception {
        run.ticker().on("filling the store that is followed");
        try (KehuStore events = KehuStore.open(directory)) {
            run.messages().customers(events::fill);
            append(events, run.sizes().views());
            alone(events);
            return together(events);
        }
    }

    private void alone(KehuStore events) throws Exception {
        try (KehuViews views = open(events, "alone.mv", List.of(CUSTOMER));
                RawWrites floor = floor(events, views, "alone.floor.mv");
                StockStore h2 = StockStore.h2(directory);
                EmbeddedViewStore server =
                        EmbeddedViewStore.open(
                                directory.resolve("stock.mv"), EmbeddedViewStore.COMMIT_EVERY);
                ViewStore documents = driver(server)) {
            run.messages().customers(h2::fill);
            run.messages().history(run.sizes().replayed(), h2::fill);
            StockReplay replay = new StockReplay(h2, documents, views.projections());
            int few = run.sizes().slow();
            int all = run.sizes().customers() + run.sizes().replayed();
            Stream<Contender> peers =
                    Stream.of(
                            Contender.peer("stock-batch-1", () -> replay.perSecond(1, few)),
                            Contender.peer("stock-batch-500", () -> replay.perSecond(BATCH, all)));
            Stream<Contender> first = contenders(events, views, floor);
            run.rounds().metric("live", UNIT, Stream.concat(first, peers).toList());
        }
    }

    private double together(KehuStore events) throws Exception {
        try (KehuViews views = open(events, "all.mv", List.of());
                RawWrites floor = floor(events, views, "all.floor.mv")) {
            List<Contender> contenders = contenders(events, views, floor).toList();
            return run.rounds().again("live-all", UNIT, contenders).median(Contender.KEHU);
        }
    }

    private Stream<Contender> contenders(KehuStore events, KehuViews views, RawWrites floor) {
        Duration time = run.sizes().round();
        return Stream.of(
                Contender.kehu(() -> caughtUp(events, views)),
                Contender.floor(
                        () -> {
                            int count = noted(events);
                            floor.take(views.written(), count);
                            return floor.perSecond(time);
                        }),
                Contender.peer("store", () -> floor.perSecondInProcess(time)));
    }

    private double caughtUp(KehuStore events, KehuViews views) {
        append(events, run.sizes().replayed());
        return views.catchUp();
    }

    private KehuViews open(KehuStore events, String file, List<String> names) {
        run.ticker().on("building the views that follow");
        return KehuViews.over(events, directory.resolve(file), names);
    }

    /** What the views write for the next piece of history is what the floor writes. */
    private RawWrites floor(KehuStore events, KehuViews views, String file) {
        int count = noted(events);
        return RawWrites.of(directory.resolve(file), views.store(), views.written(), count);
    }

    private int noted(KehuStore events) {
        int count = Math.min(NOTED, run.sizes().replayed());
        append(events, count);
        return count;
    }

    private void append(KehuStore events, int count) {
        run.messages().history(appended, count, events::fill);
        appended += count;
    }

    /** As anybody's handler would write to a MongoDB: with its driver, over the wire. */
    private static ViewStore driver(EmbeddedViewStore server) {
        return new MongoViewStore(MongoClients.create(server.uri()), "views", Durability.BY_WRITE);
    }
}
