package dev.kehu.platform.world;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** A history that tells what another one does, for one that changes a part of it. */
public abstract class ForwardingHistory implements History {
    protected final History history;

    protected ForwardingHistory(History history) {
        this.history = history;
    }

    @Override
    public String storeId() {
        return history.storeId();
    }

    @Override
    public long head() {
        return history.head();
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return history.readAfter(position, limit);
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return history.readSubject(subject, position, limit);
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return history.readSubjects(subject, position, last, limit);
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return history.subjectBehind(subject, events);
    }
}
