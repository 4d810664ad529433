package dev.kehu.platform.world;

import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A story whose events are made for each reader, and who knows which of them somebody holds. */
public final class Lent extends ForwardingHistory {
    private final Queue<WeakReference<RecordedEvent>> given = new ConcurrentLinkedQueue<>();

    public Lent(Story story) {
        super(story);
    }

    private List<RecordedEvent> lent(List<RecordedEvent> page) {
        List<RecordedEvent> copies =
                page.stream().map(event -> event.with(event.payload())).toList();
        copies.forEach(copy -> given.add(new WeakReference<>(copy)));
        return copies;
    }

    /** How many have been read. */
    public int lent() {
        return given.size();
    }

    /** How many of them cannot be collected. */
    public long stillHeld() {
        return given.stream().filter(each -> each.get() != null).count();
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return lent(super.readAfter(position, limit));
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return lent(super.readSubject(subject, position, limit));
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return lent(super.readSubjects(subject, position, last, limit));
    }
}
