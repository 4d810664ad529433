package dev.kehu.platform.querybus.axonserver;

import dev.kehu.kernel.Refusal;

import org.axonframework.queryhandling.QueryExecutionException;

/** Why a question was not answered where it was asked; travels beside the server's own error. */
sealed interface Failure {
    /** What it was, for whoever asked. */
    RuntimeException again();

    /** The view said no. */
    record Refused(Refusal.Kind kind, String code, String detail) implements Failure {
        @Override
        public Refusal again() {
            return Refusal.of(kind, code, detail);
        }
    }

    /** Anything else; the log of that process says more. */
    record Failed(String type) implements Failure {
        @Override
        public IllegalStateException again() {
            return new IllegalStateException("A query failed elsewhere: " + type);
        }
    }

    static Failure of(Throwable failure) {
        return switch (failure) {
            case QueryExecutionException e when e.getCause() instanceof RuntimeException cause ->
                    of(cause);
            case Refusal no -> new Refused(no.kind(), no.code(), no.getMessage());
            default -> new Failed(failure.getClass().getName());
        };
    }
}
