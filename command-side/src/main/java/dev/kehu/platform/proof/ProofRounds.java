package dev.kehu.platform.proof;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.round.Rounds;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets the log follow the store on a thread of its own: a checkpoint is published ten seconds after
 * an event at the latest, and once a second while a thousand and more come; at every thousandth one
 * is signed and kept in any case. The writer only ever wakes it.
 */
public final class ProofRounds implements Round, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ProofRounds.class);
    private static final Duration LATEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final MerkleLog log;
    private final LeafHashes leaves;
    private final InstantSource clock;
    private final Rounds rounds;
    private final List<Rounds> others;
    private final Supplier<String> trouble;
    private volatile boolean running;
    private volatile boolean waiting;
    private Instant published = Instant.EPOCH;
    private @Nullable Instant since;

    public ProofRounds(MerkleLog log, LeafHashes leaves, InstantSource clock) {
        this(log, leaves, clock, List.of(), () -> "");
    }

    /**
     * @param others to be started and stopped with it, and woken by what is published
     * @param trouble with who should have signed, too; empty when there is none
     */
    ProofRounds(
            MerkleLog log,
            LeafHashes leaves,
            InstantSource clock,
            List<Rounds> others,
            Supplier<String> trouble) {
        this.trouble = trouble;
        this.others = others;
        others.forEach(other -> log.onPublished(other::wake));
        this.log = log;
        this.leaves = leaves;
        this.clock = clock;
        this.rounds = new Rounds("proofs", this, clock);
    }

    /** Why the witness does not sign, if so. */
    public Optional<String> unwitnessed() {
        return Optional.of(trouble.get()).filter(why -> !why.isEmpty());
    }

    /** To be told on the writer thread how far the store has come. */
    public void stored(long head) {
        if (!waiting || head - log.size() >= MerkleLog.EVERY) {
            waiting = true;
            rounds.wake();
        }
    }

    @Override
    public @Nullable Instant go() {
        try {
            waiting = false; // whatever is stored from here on wakes again, or is seen below
            log.takeIn(leaves.head());
            return next();
        } catch (Refusal told) {
            return null; // for good; health and every question say so
        }
    }

    private @Nullable Instant next() {
        long unsigned = log.size() - log.signedSize();
        if (unsigned == 0) {
            since = null;
            return null;
        }
        Instant now = clock.instant();
        Instant first = since == null ? now : since;
        Instant soonest = published.plus(SHORTEST);
        Instant due = first.plus(LATEST);
        if (unsigned >= MerkleLog.EVERY && soonest.isBefore(due)) {
            due = soonest;
        }
        if (due.isAfter(now)) {
            since = first;
            waiting = true;
            return due;
        }
        log.publish();
        published = now;
        since = null;
        return null;
    }

    @Override
    public void start() {
        running = true;
        rounds.start();
        others.forEach(Rounds::start);
    }

    /** A store that stands still is signed to its end. */
    @Override
    public void stop() {
        rounds.stop();
        try {
            log.checkpoint();
        } catch (RuntimeException later) {
            LOG.info(
                    "The newest events are signed at the next start: {}",
                    later.getClass().getName());
        }
        others.forEach(Rounds::stop);
        running = false;
    }

    /** Begins early and ends late: what is recorded on the way down is signed, too. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
