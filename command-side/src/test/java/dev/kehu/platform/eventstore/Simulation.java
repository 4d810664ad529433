package dev.kehu.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A life of the event store on one thread: callers, followers, the writer, other processes, clocks,
 * failures and power cuts, interleaved as the dice say. Whoever waits for the log or for time lets
 * others act meanwhile, so the writer is overtaken in the middle of a group and a reader in the
 * middle of a page. Not simulated: being overtaken between two instructions that touch neither.
 */
final class Simulation {
    private static final int DEEPEST = 3;
    private static final int DAY = 86_400_000;
    private static final int PATIENCE = 2_000;

    private final Dice dice;
    private final SimulatedTime time = new SimulatedTime();
    private final Serializer serializer;
    private final SimulatedEvents events;
    private final Medium medium;
    private final EventLog truth;
    private final Ledger ledger;
    private final List<SimulatedCaller> callers = new ArrayList<>();
    private final List<SimulatedFollower> followers = new ArrayList<>();
    private final Set<Object> acting = new HashSet<>();
    private @Nullable SimulatedNode node;
    private @Nullable UnluckyLog living;
    private @Nullable AssertionError noticed;
    private boolean calm;
    private int cuts;
    private int depth;

    /** What holds the events, and outlives the processes. */
    record Medium(Function<SimulatedTime, EventLog> log, boolean shared) {}

    /** Ends a process in the middle of whatever it does. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("made up", null, false, false);
        }
    }

    Simulation(long seed, Medium medium, Serializer serializer) {
        this.dice = new Dice(seed);
        this.medium = medium;
        this.serializer = serializer;
        this.events = SimulatedEvents.with(serializer, dice);
        this.truth = medium.log.apply(time);
        this.ledger = new Ledger(truth);
    }

    Dice dice() {
        return dice;
    }

    Ledger ledger() {
        return ledger;
    }

    SimulatedEvents events() {
        return events;
    }

    /** Only a store that several processes reach over a network is away for a while. */
    boolean shared() {
        return medium.shared;
    }

    /** Whether a failure is due now that happens once in so many times. */
    boolean unlucky(int oneIn) {
        return !calm && dice.oneIn(oneIn);
    }

    /** What a life was like; the same seed has the same one. */
    record Life(long digest, long events, int acknowledged, int conflicts, int cuts) {}

    /** Lives, comes to rest, and is checked. */
    Life run() throws InterruptedException {
        for (int i = 2 + dice.below(6); i > 0; i--) {
            callers.add(new SimulatedCaller(this, i));
        }
        for (int i = 1 + dice.below(4); i > 0; i--) {
            followers.add(new SimulatedFollower(this));
        }
        for (int steps = 100 + dice.below(300); steps > 0; steps--) {
            guarded(this::step);
        }
        calm = true;
        comeToRest();
        ledger.balance();
        return new Life(
                dice.digest(), ledger.onDisk(), ledger.acknowledged(), ledger.conflicts(), cuts);
    }

    private interface Act {
        void go() throws InterruptedException;
    }

    /** A power cut ends what it meets on its way up to here. */
    private void guarded(Act act) throws InterruptedException {
        try {
            noticing(act);
        } catch (PowerCut cut) {
            assertThat(node).isNull();
        }
        if (noticed != null) {
            throw noticed;
        }
        depth = 0;
        acting.clear();
        SimulatedNode now = node;
        if (now != null) {
            assertThat(now.engine().head()).as("head").isLessThanOrEqualTo(ledger.onDisk());
        }
    }

    /** What is noticed while the writer waits must not end up as a failure of its log. */
    private void noticing(Act act) throws InterruptedException {
        try {
            act.go();
        } catch (PowerCut cut) {
            throw cut;
        } catch (Error | RuntimeException wrong) {
            noticed = noticed == null ? new AssertionError(wrong.getMessage(), wrong) : noticed;
            throw wrong;
        }
    }

    private void step() throws InterruptedException {
        SimulatedNode now = node;
        if (now == null || depth == 0 && !now.engine().writing()) {
            start();
            return;
        }
        int what = dice.below(100);
        if (what < 40) {
            SimulatedCaller caller = dice.one(callers);
            alone(caller, () -> caller.act(now, true));
        } else if (what < 60) {
            now.write();
        } else if (what < 80) {
            SimulatedFollower follower = dice.one(followers);
            alone(follower, () -> follower.act(now));
        } else if (what < 99) {
            surroundings(now, what);
        } else if (unlucky(3)) {
            throw cutPower();
        }
        alive(now.log());
    }

    private void surroundings(SimulatedNode now, int what) throws InterruptedException {
        if (what < 88) {
            time.nanos += dice.below(12_000_000);
            time.millis += dice.below(12);
            now.timer().runDue();
        } else if (what < 91) {
            time.millis += dice.below(2 * DAY) - DAY;
        } else if (what < 93) {
            SimulatedFollower follower = dice.one(followers);
            alone(follower, follower::reset);
        } else if (medium.shared && what < 96) {
            now.tell(truth, dice.below(5), dice.below(4));
        } else if (medium.shared) {
            writeElsewhere();
        }
    }

    /** Nobody acts while it is in the middle of acting. */
    private void alone(Object who, Act act) throws InterruptedException {
        if (acting.add(who)) {
            act.go();
            acting.remove(who);
        }
    }

    private void writeElsewhere() {
        String stream = dice.oneIn(2) ? "hot-" + dice.below(3) : "foreign";
        List<Draft> drafts = List.of(events.draft(stream, truth.lastSeq(stream) + 1));
        Append append = new Append();
        drafts.forEach(append::add);
        ledger.sent(drafts);
        ledger.acknowledged(
                drafts, Map.of(), truth.write(List.of(append)).getFirst().stored(), Long.MAX_VALUE);
    }

    /** Others act while somebody waits for the log or for time. */
    void meanwhile(UnluckyLog log) {
        alive(log);
        if (node == null || depth >= DEEPEST) {
            return;
        }
        depth++;
        try {
            for (int n = dice.below(4); n > 0; n--) {
                noticing(this::step);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        depth--;
        alive(log);
    }

    /** Nothing of a process that is gone does anything any more. */
    void alive(UnluckyLog log) {
        if (living != log) {
            throw new PowerCut();
        }
    }

    PowerCut cutPower() {
        cuts++;
        UnluckyLog log = living;
        if (log != null) {
            if (dice.oneIn(2)) {
                log.land();
            }
            end(log);
        }
        return new PowerCut();
    }

    private void end(UnluckyLog log) {
        log.lose();
        log.close();
        living = null;
        node = null;
        callers.forEach(SimulatedCaller::abandoned);
        followers.forEach(SimulatedFollower::abandoned);
    }

    private void start() {
        UnluckyLog before = living;
        if (before != null) {
            before.land();
            end(before);
        }
        UnluckyLog log = new UnluckyLog(medium.log.apply(time), this);
        living = log;
        try {
            node = new SimulatedNode(this, log, time, serializer);
        } catch (StoreUnavailable away) {
            end(log);
        }
    }

    private void comeToRest() throws InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            guarded(this::calmStep);
            if (node != null && callers.stream().allMatch(SimulatedCaller::atRest)) {
                if (followers.stream().allMatch(f -> f.position() == ledger.onDisk())) {
                    return;
                }
            }
        }
        throw new AssertionError(
                "At rest, followers stand at %s of %d, callers at rest: %s"
                        .formatted(
                                followers.stream().map(SimulatedFollower::position).toList(),
                                ledger.onDisk(),
                                callers.stream().map(SimulatedCaller::atRest).toList()));
    }

    private void calmStep() throws InterruptedException {
        SimulatedNode now = node;
        if (now == null || !now.engine().writing()) {
            start();
            return;
        }
        callers.forEach(caller -> caller.act(now, false));
        now.write();
        if (medium.shared) {
            now.tell(truth, 100, 0);
        }
        time.nanos += 20_000_000;
        now.timer().runDue();
        alive(now.log());
        for (SimulatedFollower follower : followers) {
            follower.act(now);
        }
    }
}
