package dev.kehu.platform.eventstore.axonserver;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.Draft;
import dev.kehu.platform.eventstore.EventLog.Outcome;
import dev.kehu.platform.trace.Trace;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Carries out the members of a group at the same time, but those that touch the same stream one
 * after the other, so that the first of them wins.
 */
final class Group implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Group.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places;
    private final Function<Append, Outcome> work;

    Group(int atOnce, Function<Append, Outcome> work) {
        this.places = new Semaphore(atOnce);
        this.work = work;
    }

    List<Outcome> run(List<Append> members) {
        Map<String, CompletableFuture<?>> last = new HashMap<>();
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(members.size());
        for (Append member : members) {
            CompletableFuture<?>[] before =
                    member.drafts().stream()
                            .map(Draft::stream)
                            .distinct()
                            .map(last::get)
                            .filter(it -> it != null)
                            .toArray(CompletableFuture<?>[]::new);
            CompletableFuture<Outcome> outcome =
                    CompletableFuture.allOf(before)
                            .handleAsync((done, failed) -> one(member), threads);
            member.drafts().forEach(draft -> last.put(draft.stream(), outcome));
            outcomes.add(outcome);
        }
        settle(outcomes);
        return outcomes.stream().map(Group::join).toList();
    }

    private Outcome one(Append member) {
        places.acquireUninterruptibly();
        try {
            return work.apply(member);
        } catch (RuntimeException e) { // it may have been sent; the others are not concerned
            LOG.error("What became of an append is not known: {}", Trace.of(e));
            return new Outcome(List.of(), Appends.unknown());
        } finally {
            places.release();
        }
    }

    /** Even when one ends in a defect: whoever reads back must find none under way. */
    private static void settle(List<CompletableFuture<Outcome>> outcomes) {
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                .handle((done, failed) -> true)
                .join();
    }

    private static Outcome join(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error defect) {
                throw defect;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
