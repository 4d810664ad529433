package dev.kehu.platform.outbox;

/** Hears what became of a letter, inside the transaction that crosses it out. */
@FunctionalInterface
public interface Answered {
    /** True when the owner took note; a refusal nobody took note of becomes a dead letter. */
    boolean settled(Letter letter, Outcome outcome);
}
