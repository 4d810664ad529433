package dev.kehu.platform.deadletter;

import dev.kehu.kernel.Refusal;

import java.util.List;
import java.util.Optional;

/**
 * What sagas and the outbox have parked, for a person to decide on. Only the first of a sequence
 * can be decided on; what waited behind it goes on by itself.
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

    /** Up to {@code limit} with an id above {@code id}, oldest first. */
    public List<Parked> after(long id, int limit) {
        return dead.after(id, limit);
    }

    /**
     * Does it again, after the cause was mended. An effect that took place already does not take
     * place again.
     *
     * @return false when it failed again and stays parked
     * @throws Refusal {@code parked.unknown} or {@code parked.behind}
     */
    public boolean retry(long id) {
        Parked parked = first(id);
        return resuming(parked).retry(parked);
    }

    /**
     * Gives it up, which is recorded first, and goes on with what waits behind it. A saga hears
     * that its command was refused with {@code step.skipped}.
     *
     * @param actor user name of an employee
     * @throws Refusal {@code parked.unknown}, {@code parked.behind} or {@code reason.missing}
     */
    public void skip(long id, String actor, String reason) {
        Parked parked = first(id);
        if (reason.isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why it is given up");
        }
        witness.skipped(parked, actor, reason);
        resuming(parked).skip(parked);
    }

    private Parked first(long id) {
        Parked parked =
                dead.find(id)
                        .orElseThrow(
                                () ->
                                        Refusal.unknown(
                                                "parked.unknown",
                                                "Nothing is parked under this id"));
        boolean first =
                parked.kind().equals(DeadLetters.COMMAND)
                        || dead.first(parked.processor(), parked.sequence())
                                .equals(Optional.of(parked));
        if (!first) {
            throw Refusal.conflict(
                    "parked.behind", "It waits behind another one; retry or skip that first");
        }
        return parked;
    }

    private Resuming resuming(Parked parked) {
        return parked.kind().equals(DeadLetters.COMMAND) ? letters : sagas;
    }
}
