package dev.kehu.platform.world;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.EventBytes;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A story that gives as many events as it is asked for, and knows how many bytes they took. */
public final class Generous extends ForwardingHistory {
    /** Of each page that was not empty. */
    public final List<Long> given = new CopyOnWriteArrayList<>();

    public Generous(Story story) {
        super(story);
    }

    private List<RecordedEvent> noted(List<RecordedEvent> page) {
        if (!page.isEmpty()) given.add(EventBytes.of(page));
        return page;
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return noted(super.readAfter(position, limit));
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return noted(
                history.readAfter(position, Integer.MAX_VALUE).stream()
                        .filter(event -> event.subject().equals(subject))
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return noted(super.readSubjects(subject, position, last, limit));
    }
}
