package dev.kehu.platform.search;

import dev.kehu.kernel.History;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Refusal;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.projection.ViewDocument;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.privacy.api.Forgetful;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.SmartLifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All search indexes of this process. */
public final class SearchIndexes implements SmartLifecycle, Forgetful {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Searchable<?>, SearchIndex<?>> indexes = new LinkedHashMap<>();
    private final History history;
    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final ViewPositions positions;
    private final Duration commitEvery;
    private final List<Follower> followers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public SearchIndexes(
            List<? extends Searchable<?>> searchables,
            SearchDirectory root,
            History history,
            Vault vault,
            StreamableMessageSource<TrackedEventMessage<?>> source,
            ViewPositions positions,
            Duration commitEvery) {
        this.history = history;
        this.source = source;
        this.positions = positions;
        this.commitEvery = commitEvery;
        for (Searchable<?> each : searchables)
            indexes.put(each, new SearchIndex<>(each, root, history, vault));
    }

    /** The index of what can be searched for. */
    @SuppressWarnings("unchecked") // the constructor pairs them
    public <D extends ViewDocument> SearchIndex<D> of(Searchable<D> searchable) {
        SearchIndex<?> index = indexes.get(searchable);
        if (index == null)
            throw new IllegalArgumentException("No such index: " + searchable.name());
        return (SearchIndex<D>) index;
    }

    public Collection<SearchIndex<?>> all() {
        return indexes.values();
    }

    /**
     * Removes all texts of these data subjects from all indexes and their files; returns when they
     * are gone. An index that fails keeps no other from it.
     */
    public void forget(Collection<String> subjects) {
        RuntimeException failed = null;
        for (SearchIndex<?> index : indexes.values())
            try {
                index.forget(subjects);
            } catch (IOException failure) {
                failed = new UncheckedIOException(failure);
            } catch (RuntimeException failure) {
                failed = failure;
            }
        if (failed != null) throw failed;
    }

    @Override
    public String place() {
        return "search indexes";
    }

    @Override
    public void forget(Collection<String> subjects, long position) {
        forget(subjects);
    }

    /** The indexes of what was said are filled anew with what can be read of these subjects now. */
    @Override
    public void forgetTexts(
            Collection<String> customers, Collection<String> subjects, long position) {
        for (SearchIndex<?> index : indexes.values())
            if (index.category() == Category.CONTENT) {
                if (!positions.await(List.of(index.name()), position, PATIENCE))
                    throw Refusal.conflict(
                            "search.behind",
                            "The search index "
                                    + index.name()
                                    + " has not read history as far as the erasure; where it does"
                                    + " not go on, the log says why");
                foldAgain(index, subjects);
            }
    }

    private static void foldAgain(SearchIndex<?> index, Collection<String> subjects) {
        try {
            index.foldAgain(subjects);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean remembers(Collection<String> subjects) {
        return indexes.values().stream().anyMatch(index -> index.remembers(subjects));
    }

    @Override
    public void start() {
        for (SearchIndex<?> index : indexes.values()) {
            positions.reached(index.name(), index.position());
            Follower follower =
                    new Follower(index, history, source, positions, commitEvery, System::nanoTime);
            followers.add(follower);
            threads.add(
                    Thread.ofPlatform().daemon().name("search-" + index.name()).start(follower));
        }
    }

    @Override
    public void stop() {
        followers.forEach(Follower::stop);
        for (Thread thread : threads)
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        followers.clear();
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    /** As the views: before the web server starts, after it has stopped. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4_096;
    }
}
