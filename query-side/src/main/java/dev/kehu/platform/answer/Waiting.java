package dev.kehu.platform.answer;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Groups;
import dev.kehu.kernel.History;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Lets a reader see what it has just written: waits until the view has got there. */
public final class Waiting {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private final ViewPositions positions;
    private final History history;
    private final Groups groups;

    public Waiting(ViewPositions positions, History history, Groups groups) {
        this.positions = positions;
        this.history = history;
        this.groups = groups;
    }

    /**
     * Answers once the view reflects the position; after two seconds 202 with Retry-After and how
     * far the view is.
     *
     * @param after a position, or null not to wait
     */
    public ResponseEntity<?> until(
            String view, @Nullable String after, Supplier<ResponseEntity<?>> answer) {
        long position = Parameters.number("after", after, 0, 0, Long.MAX_VALUE);
        List<String> both = List.of(view, groups.view());
        if (positions.await(both, position, LONGEST)) return answer.get();
        Freshness freshness = new Freshness(positions.of(both), history.head());
        Behind body =
                new Behind(freshness.position(), freshness.storePosition(), freshness.behind());
        return ResponseEntity.accepted().header(HttpHeaders.RETRY_AFTER, "1").body(body);
    }

    /** The body of a 202. */
    public record Behind(long position, long storePosition, long behind) {}
}
