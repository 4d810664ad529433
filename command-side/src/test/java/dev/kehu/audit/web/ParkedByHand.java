package dev.kehu.audit.web;

import dev.kehu.audit.api.ParkedSubjects;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Parked subjects as a test says; it keeps what it was told to do. */
@Component
public final class ParkedByHand implements ParkedSubjects {
    public final List<Parked> parked = new CopyOnWriteArrayList<>();
    public final List<String> done = new ArrayList<>();

    /** Done by somebody else between the decision and what follows. */
    public Runnable meanwhile = () -> {};

    @Override
    public List<Parked> all() {
        return parked;
    }

    @Override
    public Optional<Parked> find(String view, String subject) {
        return parked.stream()
                .filter(each -> each.view().equals(view) && each.subject().equals(subject))
                .findFirst();
    }

    @Override
    public Outcome retry(String view, String subject) {
        done.add("retry " + subject);
        return new Outcome(true, find(view, subject));
    }

    @Override
    public Outcome skip(String view, String subject, long position) {
        done.add("skip " + position);
        meanwhile.run();
        boolean was = parked.removeIf(each -> each.position() == position);
        return new Outcome(was, find(view, subject));
    }
}
