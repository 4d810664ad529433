package dev.kehu.platform.viewstore.embedded;

import dev.kehu.platform.viewstore.Durability;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.ViewStoreFailure;

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

/**
 * Commits at intervals when something changed. Every access to the file for writing happens on this
 * one thread: an interrupt of a caller would close the file's channel under it.
 */
final class Committer implements Durability {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final CommitBarrier barrier = new CommitBarrier();
    private final MVStore store;
    private final Upkeep upkeep;
    private final ScheduledExecutorService thread;
    private volatile @Nullable ViewStoreFailure failure;

    Committer(MVStore store, Upkeep upkeep, Duration every) {
        this.store = store;
        this.upkeep = upkeep;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("kehu-view-committer").factory());
        long millis = every.toMillis();
        thread.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public ViewStore.Batch begin() {
        check();
        return barrier.enter();
    }

    @Override
    public void commit() {
        barrier.refuseInside();
        CompletableFuture<Void> done = CompletableFuture.runAsync(this::commitNow, thread);
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void tick() {
        try {
            if (failure != null) {
                return;
            }
            if (store.hasUnsavedChanges()) {
                commitNow();
            } else {
                barrier.alone(upkeep::idle);
            }
        } catch (RuntimeException e) {
            log.error("The view store cannot commit: {}", e.getClass().getName());
        }
    }

    private void commitNow() {
        check();
        try {
            barrier.alone(upkeep::commit);
            upkeep.sync();
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
        thread.execute(failure == null ? store::close : store::closeImmediately);
        thread.close();
    }
}
