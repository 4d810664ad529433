package dev.kehu.platform.queryside;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.platform.projection.Views;

import java.util.List;
import java.util.Optional;

/** What the views have parked, for those who decide about it. */
record ParkedInViews(Views views) implements ParkedSubjects {
    @Override
    public List<Parked> all() {
        return views.parked();
    }

    @Override
    public Optional<Parked> find(String view, String subject) {
        return views.mending(view).parked(subject);
    }

    @Override
    public Outcome retry(String view, String subject) {
        return views.mending(view).retry(subject);
    }

    @Override
    public Outcome skip(String view, String subject, long position) {
        return views.mending(view).skip(subject, position);
    }
}
