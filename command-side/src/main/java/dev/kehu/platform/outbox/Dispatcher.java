package dev.kehu.platform.outbox;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.eventstore.StoreUnavailable;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.state.State;

import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Sends the letters of the outbox, outside any unit of work and without holding the connection of
 * state: at most {@value #MOST_IN_FLIGHT} at a time, one per owner. A store that takes nothing now
 * makes all of them wait, a collision or a failed read the one; a refusal is the answer. Whatever
 * else goes wrong parks the letter.
 */
public final class Dispatcher implements Round {
    public static final int MOST_IN_FLIGHT = 64;
    static final int MOST_COLLISIONS = 10;

    /** Looking for one letter costs as much as for many: the first ones are those at work. */
    private static final int WORTH_LOOKING = 8;

    private static final String FAILED = "step.failed";
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final State state;
    private final Outbox outbox;
    private final CommandJson json;
    private final Sending sending;
    private final Answered answered;
    private final DeadLetters dead;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Executor threads;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<Long, Backoff> collided = new ConcurrentHashMap<>();
    private final Desk desk = new Desk();
    private final Settling settling;
    private volatile Backoff store = Backoff.NONE;

    /** What a dispatcher works with. */
    public record Parts(
            State state, Outbox outbox, CommandJson json, Answered answered, DeadLetters dead) {}

    /**
     * @param threads carries out commands, each of which waits for the disk
     */
    public Dispatcher(
            Parts parts,
            Sending sending,
            InstantSource clock,
            RandomGenerator chance,
            Executor threads) {
        this.state = parts.state();
        this.outbox = parts.outbox();
        this.json = parts.json();
        this.answered = parts.answered();
        this.dead = parts.dead();
        this.sending = sending;
        this.clock = clock;
        this.chance = chance;
        this.threads = threads;
        this.settling = new Settling(state, desk);
    }

    @Override
    public @Nullable Instant go() {
        Instant now = clock.instant();
        while (!store.after(now)) {
            List<Letter> ready = ready(now);
            if (ready.isEmpty()) {
                break;
            }
            ready.forEach(this::begin);
        }
        return next(now);
    }

    private void begin(Letter letter) {
        boolean begun = false;
        busy.add(letter.owner());
        try {
            threads.execute(() -> deliver(letter));
            begun = true;
        } finally {
            if (!begun) { // no thread was to be had
                busy.remove(letter.owner());
            }
        }
    }

    /** An owner is looked at before and after reading: its letter may be settled meanwhile. */
    private List<Letter> ready(Instant now) {
        Set<String> before = new HashSet<>(busy);
        int room = MOST_IN_FLIGHT - before.size();
        if (room < WORTH_LOOKING) {
            return List.of();
        }
        return outbox.heads(MOST_IN_FLIGHT + collided.size()).stream()
                .filter(letter -> !before.contains(letter.owner()))
                .filter(letter -> !collided.getOrDefault(letter.id(), Backoff.NONE).after(now))
                .limit(room)
                .toList();
    }

    /** What was due at this moment is at work, or is told of by one that is. */
    private @Nullable Instant next(Instant now) {
        Backoff waiting = store;
        if (waiting.after(now)) {
            return waiting.until();
        }
        return collided.values().stream()
                .filter(backoff -> backoff.after(now))
                .map(Backoff::until)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private void deliver(Letter letter) {
        Optional<Outcome> outcome = Optional.empty();
        try {
            outcome = attempt(letter);
            if (outcome.isEmpty()) {
                store = Backoff.NONE;
            }
        } catch (RuntimeException fault) {
            failed(fault);
        } catch (Error error) {
            failed(error);
            throw error;
        } finally {
            if (outcome.isEmpty()) {
                desk.free(letter);
            }
        }
        outcome.ifPresent(answer -> settling.settle(letter, answer));
    }

    private void failed(Throwable fault) {
        pause(
                fault instanceof StoreUnavailable unavailable
                        ? unavailable.code()
                        : fault.getClass().getName());
    }

    /** Sixty-four that failed together are one failure. */
    private synchronized void pause(String reason) {
        if (store.after(clock.instant())) {
            return;
        }
        if (store.failures() == 0) {
            LOG.warn("Commands of sagas wait for the store: {}", reason);
        }
        store = store.failed(clock.instant(), chance);
    }

    /** Empty when the letter stays. */
    private Optional<Outcome> attempt(Letter letter) {
        try {
            Object command = json.read(letter.command(), letter.body());
            Origin origin = new Origin(letter.processor(), letter.request(), null, null);
            return Optional.of(new Outcome.Accepted(sending.send(command, origin).ids()));
        } catch (Refusal refusal) {
            return Optional.of(new Outcome.Refused(refusal.code()));
        } catch (StoreUnavailable unavailable) {
            throw unavailable;
        } catch (LockAcquisitionFailedException
                | ConcurrencyException
                | AggregateStreamCreationException collision) {
            later(letter, "store.collided");
        } catch (RuntimeException fault) {
            if (readFailed(fault)) {
                later(letter, FAILED);
            } else {
                LOG.error("Step {} failed: {}", letter.request(), fault.getClass().getName());
                park(letter, FAILED);
            }
        }
        return Optional.empty();
    }

    /** What the database answered with an error may be read the next time; a defect may not. */
    private static boolean readFailed(RuntimeException fault) {
        return fault instanceof EventStoreException && fault.getCause() instanceof SQLException;
    }

    private void later(Letter letter, String code) {
        Backoff again =
                collided.getOrDefault(letter.id(), Backoff.NONE).failed(clock.instant(), chance);
        if (again.failures() < MOST_COLLISIONS) {
            collided.put(letter.id(), again);
        } else {
            park(letter, code);
        }
    }

    private final class Desk implements Settling.Desk {
        @Override
        public void crossOut(Letter letter, Outcome outcome) {
            if (!outbox.has(letter.id())) {
                return;
            }
            boolean heard = answered.settled(letter, outcome);
            if (!heard && outcome instanceof Outcome.Refused refused) {
                park(letter, refused.code());
            } else {
                outbox.remove(letter.id());
            }
        }

        @Override
        public void settled(Letter letter) {
            collided.remove(letter.id());
            store = Backoff.NONE;
        }

        /** The command is sent again and answers alike. */
        @Override
        public void failed(Throwable fault) {
            Dispatcher.this.failed(fault);
        }

        @Override
        public void free(Letter letter) {
            busy.remove(letter.owner());
            outbox.tell();
        }
    }

    private void park(Letter letter, String code) {
        LOG.warn("Step {} is parked: {}", letter.request(), code);
        state.write(
                c -> {
                    outbox.park(letter.id(), true);
                    dead.park(
                            letter.processor(),
                            letter.owner(),
                            DeadLetters.COMMAND,
                            0,
                            String.valueOf(letter.id()),
                            code,
                            clock.instant());
                    return true;
                });
        collided.remove(letter.id());
    }
}
