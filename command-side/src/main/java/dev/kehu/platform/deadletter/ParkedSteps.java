package dev.kehu.platform.deadletter;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What sagas and the outbox have parked, for a person to decide on. Only the first of a sequence
 * can be decided on; what waited behind it goes on by itself. Each decision is recorded first; the
 * same request again is answered alike, though the step is gone by then, and does what a stop of
 * the program left undone.
 */
public final class ParkedSteps {
    private final DeadLetters dead;
    private final Resuming letters;
    private final Resuming sagas;
    private final Witness witness;

    public ParkedSteps(DeadLetters dead, Resuming letters, Resuming sagas, Witness witness) {
        this.witness = witness;
        this.dead = dead;
        this.letters = letters;
        this.sagas = sagas;
    }

    /**
     * What came of it.
     *
     * @param position of the recorded decision
     * @param parked how the step is parked now, null when it is no longer
     */
    public record Decided(long position, @Nullable Parked parked) {}

    /** Up to {@code limit} with an id above {@code id}, oldest first. */
    public List<Parked> after(long id, int limit) {
        return dead.after(id, limit);
    }

    /**
     * Does it again, after the cause was mended. An effect that took place already does not take
     * place again.
     *
     * @throws Refusal {@code parked.unknown} or {@code parked.behind}
     */
    public Decided retry(long id, Origin by, @Nullable String reason) {
        long position = witness.retried(id, by, reason);
        dead.find(id).ifPresent(parked -> resuming(parked).retry(parked));
        return decided(position, id);
    }

    /**
     * Gives it up and goes on with what waits behind it. A saga hears that its command was refused
     * with {@code step.skipped}.
     *
     * @throws Refusal {@code parked.unknown}, {@code parked.behind} or {@code reason.missing}
     */
    public Decided skip(long id, Origin by, @Nullable String reason) {
        long position = witness.skipped(id, by, reason);
        dead.find(id).ifPresent(parked -> resuming(parked).skip(parked));
        return decided(position, id);
    }

    private Decided decided(long position, long id) {
        return new Decided(position, dead.find(id).orElse(null));
    }

    private Resuming resuming(Parked parked) {
        return parked.kind().equals(DeadLetters.COMMAND) ? letters : sagas;
    }
}
