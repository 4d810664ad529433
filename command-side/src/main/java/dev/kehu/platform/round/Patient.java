package dev.kehu.platform.round;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A round that reads so much that it is left alone after a fault, whoever wakes it: each time twice
 * as long, up to eight times the shortest pause. For one thread.
 */
public final class Patient implements Round {
    private static final Logger LOG = LoggerFactory.getLogger(Patient.class);
    private static final int MOST_DOUBLINGS = 3;

    private final String name;
    private final Duration shortest;
    private final Round round;
    private final InstantSource clock;
    private int failures;
    private @Nullable Instant again;

    public Patient(String name, Duration shortest, Round round, InstantSource clock) {
        this.name = name;
        this.shortest = shortest;
        this.round = round;
        this.clock = clock;
    }

    @Override
    public @Nullable Instant go() {
        if (again != null && rests(again)) {
            return again;
        }
        try {
            Instant next = round.go();
            failures = 0;
            again = null;
            return next;
        } catch (RuntimeException | Error fault) {
            if (Rounds.fatal(fault)) {
                throw fault;
            }
            again = clock.instant().plus(pause(failures++));
            LOG.warn("{} is left alone until {}: {}", name, again, fault.getClass().getName());
            return again;
        }
    }

    /** Not where the clock was far ahead when it failed, and was set right since. */
    private boolean rests(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isPositive() && left.compareTo(pause(MOST_DOUBLINGS)) <= 0;
    }

    private Duration pause(int before) {
        return shortest.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    }
}
