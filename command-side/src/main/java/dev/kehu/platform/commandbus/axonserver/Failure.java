package dev.kehu.platform.commandbus.axonserver;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.StoreUnavailable;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Why a command failed where it was carried out. The server gives every exception of a handler on
 * as the same one, so what it was travels beside it.
 */
sealed interface Failure {
    /** What it was, for whoever sent the command. */
    RuntimeException again();

    /** Business said no. */
    record Refused(Refusal.Kind kind, String code, String detail) implements Failure {
        @Override
        public Refusal again() {
            return Refusal.of(kind, code, detail);
        }
    }

    /** The store took nothing. */
    record Unavailable(String code, String sentence) implements Failure {
        @Override
        public StoreUnavailable again() {
            return new StoreUnavailable(code, sentence);
        }
    }

    /** It met another command; {@code Commands} tries again. */
    record Collided(With with) implements Failure {
        @Override
        public RuntimeException again() {
            String where = "Where the command was carried out";
            return switch (with) {
                case APPEND -> new ConcurrencyException(where);
                case CREATION -> new AggregateStreamCreationException(where);
                case DEADLOCK -> new DeadlockException(where);
                case CROWD -> new LockAcquisitionFailedException(where);
            };
        }
    }

    /** What a command can collide with. */
    enum With {
        APPEND,
        CREATION,
        DEADLOCK,
        CROWD
    }

    /** Anything else; the log of that process says more. */
    record Failed(String type) implements Failure {
        @Override
        public IllegalStateException again() {
            return new IllegalStateException("A command failed elsewhere: " + type);
        }
    }

    static Failure of(Throwable failure) {
        return switch (failure) {
            case CommandExecutionException e when e.getCause() instanceof RuntimeException cause ->
                    of(cause);
            case Refusal no -> new Refused(no.kind(), no.code(), no.getMessage());
            case StoreUnavailable e -> new Unavailable(e.code(), e.getMessage());
            case ConcurrencyException e -> new Collided(With.APPEND);
            case AggregateStreamCreationException e -> new Collided(With.CREATION);
            case DeadlockException e -> new Collided(With.DEADLOCK);
            case LockAcquisitionFailedException e -> new Collided(With.CROWD);
            default -> new Failed(failure.getClass().getName());
        };
    }
}
