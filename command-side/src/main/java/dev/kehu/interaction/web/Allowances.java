package dev.kehu.interaction.web;

import dev.kehu.platform.problem.Problems;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many events each user may send: so many a second on average, and so many at once after a
 * quiet while (a token bucket). A batch counts as its events; one that is larger than the burst
 * passes a full bucket and leaves a debt, or it never could. What is too fast costs nothing.
 */
@Component
final class Allowances {
    private static final double MILLIS = 1_000;

    private final double perSecond;
    private final double burst;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param perSecond events a second; 0 for no limit
     */
    Allowances(
            @Value("${kehu.intake.events-per-second:0}") double perSecond,
            @Value("${kehu.intake.burst:2000}") int burst,
            Clock clock) {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalStateException(
                    "kehu.intake.events-per-second is 0 or more, kehu.intake.burst 1 or more");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Empty when they may pass; else 429 and after how many seconds they may. */
    Optional<ResponseEntity<ProblemDetail>> refusal(String user, int events) {
        if (perSecond == 0) {
            return Optional.empty();
        }
        long now = clock.millis();
        double wait = buckets.computeIfAbsent(user, name -> new Bucket(now)).take(events, now);
        return wait <= 0 ? Optional.empty() : Optional.of(tooFast((long) Math.ceil(wait)));
    }

    private static ResponseEntity<ProblemDetail> tooFast(long seconds) {
        ProblemDetail body =
                Problems.problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "intake.too-fast",
                        "This user sends more events than it may; nothing was recorded, send them"
                                + " again after Retry-After");
        List.of("id", "source", "customerId", "position") // not read, so not known
                .forEach(name -> body.setProperty(name, null));
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private final class Bucket {
        private double level = burst;
        private long filled;

        Bucket(long now) {
            filled = now;
        }

        /** 0 when they were taken, else the seconds until they may be. */
        synchronized double take(int events, long now) {
            long passed = Math.max(0, now - filled); // a clock that was set back gives nothing
            level = Math.min(burst, level + passed * perSecond / MILLIS);
            filled = now;
            double needed = Math.min(events, burst);
            if (level < needed) {
                return (needed - level) / perSecond;
            }
            level -= events;
            return 0;
        }
    }
}
