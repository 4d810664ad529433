package dev.kehu.platform.viewstore.kill;

import static java.util.Objects.requireNonNull;

import dev.kehu.platform.viewstore.Manifest;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStore.Change;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes two views at full speed until it is killed. */
final class Victim {
    static final List<String> VIEWS = List.of("left", "right");
    static final String WROTE = "wrote to ";
    private static final int BATCH = 300;

    private Victim() {}

    /** Arguments: {@code ours} or {@code stock}, the file, milliseconds between commits. */
    public static void main(String[] args) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler(Victim::end);
        Path file = Path.of(args[1]);
        long commitMillis = Long.parseLong(args[2]);
        ViewStore store =
                args[0].equals("ours")
                        ? EmbeddedViewStore.open(file, Duration.ofMillis(commitMillis))
                        : StockStore.open(file);
        List<Thread> writers = new ArrayList<>();
        for (String view : VIEWS) {
            writers.add(Thread.ofPlatform().start(() -> write(store, view, commitMillis)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    /** A writer that fails must not look like one that was killed. */
    private static void end(Thread writer, Throwable e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(3);
    }

    private static void write(ViewStore store, String view, long commitMillis) {
        long position = store.manifest(view).map(Manifest::position).orElse(0L);
        for (int batches = 0; ; batches++) {
            if (batches == 1) {
                System.out.println(WROTE + view);
            }
            if (batches % 20 == 19) { // long enough for the store to tidy up
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(8 * commitMillis));
            }
            try (ViewStore.Batch batch = store.begin()) {
                requireNonNull(batch);
                position = advance(store, view, position);
                store.remember(manifest(view, position));
            }
        }
    }

    private static Manifest manifest(String view, long position) {
        return new Manifest(view, 1, "store", 1, position, "event-" + position);
    }

    private static long advance(ViewStore store, String view, long position) {
        Map<Long, String> events = new TreeMap<>();
        for (long p = position + 1; p <= position + BATCH; p++) {
            events.put(p, Tally.subjectOf(view, p));
        }
        Map<String, BsonDocument> loaded =
                store.load(view, events.values().stream().distinct().toList());
        Map<String, BsonDocument> folded = new HashMap<>(loaded);
        events.forEach((p, id) -> folded.put(id, Tally.fold(folded.get(id), id, p)));
        List<Change> changes = new ArrayList<>();
        events.values().stream()
                .distinct()
                .forEach(id -> changes.add(new Change(id, at(loaded.get(id)), folded.get(id))));
        if (!store.save(view, changes).isEmpty()) {
            throw new IllegalStateException("nobody else writes here");
        }
        return position + BATCH;
    }

    private static @Nullable Long at(@Nullable BsonDocument document) {
        return document == null ? null : document.getInt64("position").getValue();
    }
}
