package dev.kehu.platform.eventstore;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A log that does as another does, for tests that change a part of it. */
class ForwardingLog implements EventLog {
    final EventLog log;

    ForwardingLog(EventLog log) {
        this.log = log;
    }

    @Override
    public long open() {
        return log.open();
    }

    @Override
    public List<Outcome> write(List<Append> group) {
        return log.write(group);
    }

    @Override
    public String storeId() {
        return log.storeId();
    }

    @Override
    public void adopt(String id) {
        log.adopt(id);
    }

    @Override
    public void importAll(List<StoredEvent> events, long head) {
        log.importAll(events, head);
    }

    @Override
    public List<StoredEvent> readAfter(long position, int limit) {
        return log.readAfter(position, limit);
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSeq) {
        return log.readStream(stream, fromSeq);
    }

    @Override
    public List<StoredEvent> readSubject(String subject) {
        return log.readSubject(subject);
    }

    @Override
    public long lastSeq(String stream) {
        return log.lastSeq(stream);
    }

    @Override
    public @Nullable StoredEvent at(String stream, long seq) {
        return log.at(stream, seq);
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public Map<String, Object> facts() {
        return log.facts();
    }

    @Override
    public void close() {
        log.close();
    }
}
