package dev.kehu.platform.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** All events of one unit of work: stored together or not at all. A member of a group. */
public final class Append {
    private final List<Draft> drafts = new ArrayList<>(4);
    private final List<DomainEventMessage<?>> messages = new ArrayList<>(4);
    private final Map<String, Long> expectedHeads = new LinkedHashMap<>();
    private Set<String> quiet = Set.of();
    private long since;
    private long sealedAt = Long.MAX_VALUE;
    private final CompletableFuture<List<StoredEvent>> outcome = new CompletableFuture<>();

    void add(Draft draft) {
        drafts.add(draft);
    }

    /** The messages behind the drafts, so that followers need not decode what is still at hand. */
    void carry(List<DomainEventMessage<?>> appended) {
        messages.addAll(appended);
    }

    /** As many as drafts, in the same order, or none. */
    List<DomainEventMessage<?>> messages() {
        return messages;
    }

    /**
     * Demands that a stream that was only read still ends at {@code seq} (−1: does not exist).
     *
     * @throws ConcurrencyException when the same decision has read it at another one
     */
    void expect(String stream, long seq) {
        Long before = expectedHeads.putIfAbsent(stream, seq);
        if (before != null && before != seq) {
            throw new ConcurrencyException("A stream moved while it was decided on: " + stream);
        }
    }

    /** Demands that nothing is recorded about these subjects behind {@code position}. */
    void expectQuiet(Set<String> subjects, long position) {
        quiet = Set.copyOf(subjects);
        since = position;
    }

    /** Nearly nobody does. */
    boolean wantsQuiet() {
        return !quiet.isEmpty();
    }

    /** Whether something was, or is about to be by those who are written before. */
    boolean isDisturbed(List<Append> before, EventLog log) {
        return !Collections.disjoint(quiet, subjects(before))
                || quiet.stream().anyMatch(it -> !log.readSubject(it, since, 1).isEmpty());
    }

    /**
     * @param divisions how often keys had been divided when what is added now began to be sealed
     */
    void sealedAt(long divisions) {
        sealedAt = Math.min(sealedAt, divisions);
    }

    /** Whether any of it was sealed with a key that was divided meanwhile. */
    boolean isOutdated(WritingKeys keys) {
        return sealedAt < keys.divisions() && drafts.stream().anyMatch(keys::outdated);
    }

    /** Nothing to store and nothing to check. */
    boolean isEmpty() {
        return drafts.isEmpty() && expectedHeads.isEmpty();
    }

    /** What is appended to is guarded by its seq already. */
    void expectOnlyOthers() {
        drafts.forEach(draft -> expectedHeads.remove(draft.stream()));
    }

    /** All streams the decision rests on. */
    Set<String> streams() {
        Set<String> streams = new HashSet<>(expectedHeads.keySet());
        drafts.forEach(draft -> streams.add(draft.stream()));
        return streams;
    }

    public List<Draft> drafts() {
        return drafts;
    }

    public Map<String, Long> expectedHeads() {
        return expectedHeads;
    }

    /** Whom the events of a group are about. */
    static Set<String> subjects(List<Append> group) {
        Set<String> subjects = new HashSet<>();
        group.forEach(member -> member.drafts.forEach(draft -> subjects.add(draft.subject())));
        return subjects;
    }

    int bytes() {
        int bytes = 0;
        for (Draft draft : drafts) {
            bytes += draft.bytes();
        }
        return bytes;
    }

    void stored(List<StoredEvent> events) {
        outcome.complete(events);
    }

    void failed(RuntimeException why) {
        outcome.completeExceptionally(why);
    }

    /** Whether the outcome is known. */
    boolean settled() {
        return outcome.isDone();
    }

    /**
     * Waits for the outcome; an interrupt does not end the wait, because the outcome must be known.
     */
    List<StoredEvent> await() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw e;
        }
    }
}
