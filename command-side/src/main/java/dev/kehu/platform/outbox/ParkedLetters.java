package dev.kehu.platform.outbox;

import dev.kehu.platform.deadletter.DeadLetters;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.deadletter.Resuming;
import dev.kehu.platform.state.State;

/** Lets parked letters go, or gives them up. */
public final class ParkedLetters implements Resuming {
    /** What an owner hears of a step a person gave up. */
    public static final String SKIPPED = "step.skipped";

    private final State state;
    private final Outbox outbox;
    private final DeadLetters dead;
    private final Answered answered;

    public ParkedLetters(State state, Outbox outbox, DeadLetters dead, Answered answered) {
        this.state = state;
        this.outbox = outbox;
        this.dead = dead;
        this.answered = answered;
    }

    @Override
    public boolean retry(Parked parked) {
        return state.write(
                c -> {
                    if (dead.remove(parked.id())) {
                        outbox.park(letter(parked), false);
                    }
                    return true;
                });
    }

    @Override
    public void skip(Parked parked) {
        state.write(
                c -> {
                    if (dead.remove(parked.id())) {
                        outbox.find(letter(parked)).ifPresent(this::giveUp);
                    }
                    return true;
                });
    }

    private void giveUp(Letter letter) {
        outbox.remove(letter.id());
        answered.settled(letter, new Outcome.Refused(SKIPPED));
    }

    private static long letter(Parked parked) {
        return Long.parseLong(String.valueOf(parked.detail()));
    }
}
