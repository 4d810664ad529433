package dev.kehu.privacy.process.standing;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.state.StateTokenStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What erasures under way wait for; known as long as the process lives, for each is tried again.
 */
@Component
public final class Obstacles {
    private static final Logger LOG = LoggerFactory.getLogger(Obstacles.class);

    private final StateTokenStore tokens;
    private final Map<Place, Obstacle> met = new ConcurrentHashMap<>();

    Obstacles(StateTokenStore tokens) {
        this.tokens = tokens;
    }

    /** The parts of an erasure that are tried apart. */
    public enum Step {
        KEYS,
        STORES,
        END
    }

    private record Place(String erasure, Step step) {}

    /**
     * Nothing in it is personal.
     *
     * @param code stable
     * @param detail what to do about it
     * @param since when it was met first
     */
    public record Obstacle(String code, String detail, Instant since) {}

    /** Does it, and remembers what is in its way. */
    public void tried(String erasure, Step step, Instant now, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            met(erasure, step, failure, now);
            throw failure;
        }
        if (met.remove(new Place(erasure, step)) != null) {
            LOG.info("Erasure {} goes on", erasure);
        }
    }

    /** Said in the log when it is met, and not at every try. */
    private void met(String erasure, Step step, Throwable failure, Instant now) {
        String code = code(failure);
        Place place = new Place(erasure, step);
        Obstacle before = met.get(place);
        boolean known = before != null && before.code().equals(code);
        Instant since = known ? before.since() : now;
        Obstacle obstacle = new Obstacle(code, detail(failure), since);
        met.put(place, obstacle);
        if (!known) {
            LOG.warn(
                    "Erasure {} is not finished and tried again: {} ({})",
                    erasure,
                    code,
                    obstacle.detail());
        }
    }

    /** What keeps what was decided there from being carried out, if anything is known to. */
    public Optional<Obstacle> of(RecordedEvent decision) {
        return tokens.reached("privacy") < decision.position()
                ? Optional.of(
                        new Obstacle(
                                "erasure.not-read",
                                "It begins when history has been read as far as the decision; where"
                                        + " it does not go on, health and the log say why",
                                decision.recordedAt()))
                : of(decision.stream());
    }

    /** The first step it waits at, if it waits. */
    public Optional<Obstacle> of(String erasure) {
        return met.entrySet().stream()
                .filter(each -> each.getKey().erasure().equals(erasure))
                .min(Comparator.comparing(each -> each.getKey().step()))
                .map(Map.Entry::getValue);
    }

    private static String code(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.code();
            case StoreUnavailable away -> away.code();
            default -> "erasure.step-failed";
        };
    }

    /** Of others the class alone: what they say may hold anything. */
    private static String detail(Throwable failure) {
        return failure instanceof Refusal refusal
                ? refusal.getMessage()
                : "It is tried again every two seconds; " + failure.getClass().getName();
    }
}
