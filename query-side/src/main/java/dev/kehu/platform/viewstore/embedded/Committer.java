package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.Durability;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;
import dev.kehu.platform.viewstore.wire.StoredCollections;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Commits at intervals when something changed. Every access to the file for writing happens on this
 * one thread: an interrupt of a caller would close the file's channel under it.
 */
final class Committer implements Durability {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final CommitBarrier barrier = new CommitBarrier();
    private final Supplier<OpenFile> opener;
    private final ScheduledExecutorService thread;
    private volatile OpenFile file;
    private volatile @Nullable ViewStoreFailure failure;
    private volatile long epoch;

    Committer(Supplier<OpenFile> opener, Duration every) {
        this.opener = opener;
        this.file = opener.get();
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("kehu-view-committer").factory());
        long millis = every.toMillis();
        thread.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public ViewStore.Batch begin() {
        check();
        file.requireRoom();
        return barrier.enter();
    }

    StoredCollections documents() {
        return file.documents();
    }

    boolean failed() {
        return failure != null;
    }

    long epoch() {
        return epoch;
    }

    /** Falls back to the last commit: what came after it is gone, and the store works again. */
    void reopen() {
        onThread(this::reopenNow);
    }

    private void reopenNow() {
        if (failure == null) {
            return;
        }
        barrier.alone(
                () -> {
                    file.store().closeImmediately();
                    file = opener.get();
                    epoch++;
                });
        failure = null;
    }

    @Override
    public void commit() {
        barrier.refuseInside();
        onThread(this::commitNow);
    }

    private void onThread(Runnable work) {
        try {
            CompletableFuture.runAsync(work, thread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void tick() {
        try {
            if (failure != null) {
                return;
            }
            if (file.store().isClosed()) { // it closes itself when a write fails, whoever wrote
                failure = StoreFile.ofWrite(new IllegalStateException());
            } else if (file.store().hasUnsavedChanges()) {
                commitNow();
            } else if (file.hasRoom()) {
                barrier.alone(file.upkeep()::idle);
            }
        } catch (RuntimeException e) {
            log.error("The view store cannot commit: {}", e.getClass().getName());
        }
    }

    private void commitNow() {
        check();
        try {
            barrier.alone(file.upkeep()::commit);
            file.upkeep().sync();
        } catch (RuntimeException e) {
            failure = StoreFile.ofWrite(e);
            throw failure;
        }
    }

    private void check() {
        ViewStoreFailure failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Commits once more; nothing is committed after it. */
    void stop() {
        if (failure == null) {
            commit();
        }
    }

    /** Closes the store on the thread that wrote it, and ends the thread. */
    void end() {
        MVStore store = file.store();
        thread.execute(failure == null ? store::close : store::closeImmediately);
        thread.close();
    }
}
