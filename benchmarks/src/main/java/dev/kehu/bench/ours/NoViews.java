package dev.kehu.bench.ours;

import dev.kehu.audit.api.ParkedSubjects;

import java.util.List;
import java.util.Optional;

/** Stands for the read side, of which only the write side's decisions on parked subjects ask. */
record NoViews() implements ParkedSubjects {
    @Override
    public List<Parked> all() {
        return List.of();
    }

    @Override
    public Optional<Parked> find(String view, String subject) {
        return Optional.empty();
    }

    @Override
    public Outcome retry(String view, String subject) {
        return new Outcome(false, Optional.empty());
    }

    @Override
    public Outcome skip(String view, String subject, long position) {
        return new Outcome(false, Optional.empty());
    }
}
