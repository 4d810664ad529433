package dev.kehu.audit.view.access;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A log in which nobody ever looked, for one that changes a part of it. */
abstract class EmptyLog implements AccessLog {
    private final Instant now;

    EmptyLog(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void record(Access access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> of(Collection<String> customers, long before, int limit) {
        return List.of();
    }

    @Override
    public List<Entry> before(long number, int limit) {
        return List.of();
    }

    @Override
    public long wide() {
        return 0;
    }

    @Override
    public List<Hour> hours(Instant since) {
        return List.of();
    }

    @Override
    public List<String> seenBy(String actor, Instant from, Instant to, int most) {
        return List.of();
    }

    @Override
    public List<String> readers() {
        return List.of();
    }
}
