package dev.kehu.platform.commandbus;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A thread for commands that are sent outside any unit of work; it never keeps a process alive. */
public final class OwnThread {
    private OwnThread() {}

    public static ScheduledExecutorService named(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }
}
