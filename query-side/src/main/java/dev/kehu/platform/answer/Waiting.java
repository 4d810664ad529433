package dev.kehu.platform.answer;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Reader;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lets a reader see what it has just written: waits until the view has got there. */
public final class Waiting {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private final ViewPositions positions;
    private final Reader reader;
    private final LongSupplier nanoClock;

    public Waiting(Reader reader, ViewPositions positions, LongSupplier nanoClock) {
        this.reader = reader;
        this.positions = positions;
        this.nanoClock = nanoClock;
    }

    /**
     * Answers once the view reflects the position, and again where it fell back to an older commit
     * while it was read; after two seconds, also of such answers, 202 with Retry-After and how far
     * the view is.
     *
     * @param after a position, or null not to wait
     */
    public ResponseEntity<?> until(
            String view, @Nullable String after, Supplier<ResponseEntity<?>> answer) {
        return until(reader.behind(view), after, answer);
    }

    /** The same for an answer that rests on all of these views. */
    public ResponseEntity<?> until(
            Collection<String> views, @Nullable String after, Supplier<ResponseEntity<?>> answer) {
        long position = Parameters.number("after", after, 0, 0, Long.MAX_VALUE);
        long end = nanoClock.getAsLong() + LONGEST.toNanos();
        for (Duration left = LONGEST; left.isPositive(); ) {
            long setbacks = positions.setbacks(views);
            if (!positions.await(views, position, left)) break;
            ResponseEntity<?> answered = answer.get();
            if (positions.setbacks(views) == setbacks) return answered;
            left = Duration.ofNanos(end - nanoClock.getAsLong());
        }
        return behind(views);
    }

    private ResponseEntity<?> behind(Collection<String> views) {
        Freshness freshness = reader.freshness(views);
        Behind body =
                new Behind(freshness.position(), freshness.storePosition(), freshness.behind());
        return ResponseEntity.accepted().header(HttpHeaders.RETRY_AFTER, "1").body(body);
    }

    /** The body of a 202. */
    public record Behind(long position, long storePosition, long behind) {}
}
