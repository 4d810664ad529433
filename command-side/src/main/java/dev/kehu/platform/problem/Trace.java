package dev.kehu.platform.problem;

/** Where a failure comes from, without the messages on the way: they may quote what was sent. */
final class Trace {
    private static final int DEEPEST = 10;

    private Trace() {}

    /** Classes and stack frames of an exception and its causes. */
    static String of(Throwable failure) {
        StringBuilder trace = new StringBuilder(1024);
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++, next = next.getCause()) {
            trace.append(depth == 0 ? "" : "\nCaused by: ").append(next.getClass().getName());
            for (StackTraceElement frame : next.getStackTrace()) {
                trace.append("\n\tat ").append(frame);
            }
        }
        return trace.toString();
    }
}
