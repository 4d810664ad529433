package dev.kehu.platform.analysis.sql;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.analysis.duckdb.CopyFile.Folder;
import dev.kehu.platform.analysis.duckdb.Limits;
import dev.kehu.platform.answer.Unavailable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Stops a question that takes too long, writes too much, or takes the disk from the events. */
final class Watchman implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;

    private final Statement statement;
    private final Path file;
    private final Folder folder;
    private final Limits limits;
    private final long since = System.nanoTime();
    private final ScheduledFuture<?> looking;
    private volatile @Nullable String reason;

    Watchman(
            ScheduledExecutorService clock,
            Statement statement,
            Path file,
            Folder folder,
            Limits limits) {
        this.statement = statement;
        this.file = file;
        this.folder = folder;
        this.limits = limits;
        looking =
                clock.scheduleWithFixedDelay(
                        this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (System.nanoTime() - since > limits.time().toNanos()) reason = "sql.too-slow";
        else if (size() > limits.bytes()) reason = "sql.too-large";
        else if (folder.isScarce()) reason = "analysis.busy";
        if (reason == null) return;
        try {
            statement.cancel();
        } catch (SQLException ended) {
            // by itself, just now
        }
    }

    private long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Throws when it was stopped, or is too large now that it has ended. */
    void refuse() {
        if ("sql.too-slow".equals(reason))
            throw Refusal.invalid(
                    "sql.too-slow",
                    "Stopped after %d s: ask for less, or raise kehu.analysis.time"
                            .formatted(limits.time().toSeconds()));
        if ("analysis.busy".equals(reason))
            throw new Unavailable(
                    "analysis.busy", "The disk has filled up meanwhile; the question was stopped");
        if (reason != null || size() > limits.bytes())
            throw Refusal.invalid(
                    "sql.too-large",
                    "The answer has more than %,d bytes: ask for less".formatted(limits.bytes()));
    }

    @Override
    public void close() {
        looking.cancel(false);
    }
}
