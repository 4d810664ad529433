package dev.kehu.bench.round;

import java.io.PrintStream;

/** Says on standard error what is going on, at least every two seconds. */
public final class Ticker implements AutoCloseable {
    private static final long EVERY_MILLIS = 1500;

    private final PrintStream err;
    private final long start = System.nanoTime();
    private final Thread thread;
    private volatile String now = "starting";
    private volatile boolean closed;

    public Ticker(PrintStream err) {
        this.err = err;
        thread = new Thread(this::run, "ticker");
        thread.setDaemon(true);
        thread.start();
    }

    public void on(String doing) {
        now = doing;
    }

    public void say(String line) {
        err.println(line);
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(EVERY_MILLIS);
                err.printf("%4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000L, now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
