package dev.kehu.platform.eventstore.forwarding;

import dev.kehu.platform.eventstore.Append;
import dev.kehu.platform.eventstore.EventLog;
import dev.kehu.platform.eventstore.StoredEvent;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A log that does as another does, for one that changes a part of it. */
public abstract class ForwardingLog implements EventLog {
    protected final EventLog log;

    protected ForwardingLog(EventLog log) {
        this.log = log;
    }

    @Override
    public long open() {
        return log.open();
    }

    @Override
    public boolean untouched() {
        return log.untouched();
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
    public void follow(Consumer<List<StoredEvent>> others) {
        log.follow(others);
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
    public void imported() {
        log.imported();
    }

    @Override
    public List<StoredEvent> readAfter(long position, int limit) {
        return log.readAfter(position, limit);
    }

    @Override
    public List<byte[]> leaves(long position, int limit) {
        return log.leaves(position, limit);
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSeq) {
        return log.readStream(stream, fromSeq);
    }

    @Override
    public List<StoredEvent> readSubject(String subject, long position, int limit) {
        return log.readSubject(subject, position, limit);
    }

    @Override
    public List<StoredEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return log.readSubjects(subject, position, last, limit);
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return log.subjectBehind(subject, events);
    }

    @Override
    public Tail readTail(String stream) {
        return log.readTail(stream);
    }

    @Override
    public void keep(Snapshot snapshot) {
        log.keep(snapshot);
    }

    @Override
    public void dropSnapshots(String subject) {
        log.dropSnapshots(subject);
    }

    @Override
    public boolean alone() {
        return log.alone();
    }

    @Override
    public boolean checksHeads() {
        return log.checksHeads();
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
    public Optional<String> ailment() {
        return log.ailment();
    }

    @Override
    public long logBytes() {
        return log.logBytes();
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
