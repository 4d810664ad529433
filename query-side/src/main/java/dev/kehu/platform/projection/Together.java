package dev.kehu.platform.projection;

import static java.util.concurrent.CompletableFuture.runAsync;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.projection.bulk.Builds;
import dev.kehu.platform.projection.bulk.Mark;
import dev.kehu.platform.projection.bulk.SealingOnce;
import dev.kehu.platform.projection.bulk.Share;
import dev.kehu.platform.projection.bulk.Strangers;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The builds of a rebuild, each folding on a thread of its own as far as there are processors. */
final class Together implements Builds, AutoCloseable {
    private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

    private final List<Build<?>> builds;
    private final long bytes;
    private final Vault vault;
    private final ExecutorService threads;

    /**
     * @param bytes the documents of all builds may take until they are written
     */
    Together(List<Build<?>> builds, long bytes, Vault vault) {
        this.builds = builds;
        this.vault = vault;
        this.bytes = bytes;
        int most = Math.min(builds.size(), Runtime.getRuntime().availableProcessors());
        this.threads =
                Executors.newFixedThreadPool(
                        Math.max(1, most),
                        Thread.ofPlatform().daemon().name("views-rebuild-", 0).factory());
    }

    @Override
    public long position() {
        return builds.stream().mapToLong(Build::position).min().orElse(0);
    }

    @Override
    public void fold(List<RecordedEvent> events, Runnable meanwhile) {
        long each = Math.max(1, bytes / Math.max(1, builds.size()));
        each(build -> build.fold(events, each), meanwhile);
    }

    private void each(Consumer<Build<?>> work, Runnable meanwhile) {
        CompletableFuture<?>[] working =
                builds.stream()
                        .map(build -> runAsync(() -> work.accept(build), threads))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(working);
        while (!ended(all)) meanwhile.run();
    }

    @Override
    public boolean blank() {
        return builds.stream().allMatch(build -> build.position() == 0);
    }

    @Override
    public void startOver() {
        for (Build<?> build : builds) if (build.position() == 0) build.next().startOver();
    }

    @Override
    public Set<String> kindsOfOthers() {
        Set<String> kinds = new HashSet<>();
        for (Build<?> build : builds) kinds.addAll(build.next().projection().kindsOfOthers());
        return kinds;
    }

    @Override
    public Optional<Mark> mark() {
        List<Mark> marks =
                builds.stream()
                        .map(build -> build.next().mark())
                        .flatMap(Optional::stream)
                        .toList();
        if (marks.size() < builds.size()) return Optional.empty();
        Mark first = marks.getFirst();
        return marks.stream().allMatch(first::continues)
                ? marks.stream().reduce(Mark::least)
                : Optional.empty();
    }

    @Override
    public List<Share> fold(
            SortedMap<String, List<RecordedEvent>> bySubject, boolean fresh, Strangers strangers) {
        Vault once = new SealingOnce(vault);
        List<Share> shares = new ArrayList<>();
        for (Build<?> build : builds)
            shares.add(build.next().fold(bySubject, fresh, strangers, once));
        return shares;
    }

    @Override
    public void write(List<Share> shares, @Nullable Mark mark) {
        for (int i = 0; i < shares.size(); i++) builds.get(i).next().write(shares.get(i), mark);
    }

    @Override
    public void reached(RecordedEvent last) {
        builds.forEach(build -> build.next().reached(last));
    }

    @Override
    public boolean parks() {
        return builds.stream().anyMatch(build -> build.next().parks());
    }

    private static boolean ended(CompletableFuture<Void> all) {
        try {
            all.copy().orTimeout(TOLD_EVERY.toMillis(), TimeUnit.MILLISECONDS).join();
            return true;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof TimeoutException) return false;
            if (failure.getCause() instanceof RuntimeException cause) throw cause;
            throw failure;
        }
    }

    /** Waits for those that still fold. */
    @Override
    public void close() {
        threads.close();
    }
}
