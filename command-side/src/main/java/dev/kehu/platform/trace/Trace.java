package dev.kehu.platform.trace;

import java.sql.SQLException;
import java.util.function.Consumer;

/** Where a failure comes from, without the messages on the way: they may quote what was sent. */
public final class Trace {
    private static final int DEEPEST = 10;

    private Trace() {}

    /** Classes and stack frames of an exception and its causes, one a line. */
    public static String of(Throwable failure) {
        StringBuilder trace = new StringBuilder(1024);
        each(
                failure,
                next -> {
                    trace.append(trace.isEmpty() ? "" : "\nCaused by: ").append(name(next));
                    for (StackTraceElement frame : next.getStackTrace()) {
                        trace.append("\n\tat ").append(frame);
                    }
                });
        return trace.toString();
    }

    /** The classes alone, in one line, for what may happen often. */
    public static String classes(Throwable failure) {
        StringBuilder line = new StringBuilder();
        each(failure, next -> line.append(line.isEmpty() ? "" : " < ").append(name(next)));
        return line.toString();
    }

    private static void each(Throwable failure, Consumer<Throwable> told) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++, next = next.getCause()) {
            told.accept(next);
        }
    }

    /** The class, and the code of a database, which tells a full disk from a broken one. */
    private static String name(Throwable failure) {
        String name = failure.getClass().getName();
        return failure instanceof SQLException sql ? name + " (" + sql.getErrorCode() + ")" : name;
    }
}
