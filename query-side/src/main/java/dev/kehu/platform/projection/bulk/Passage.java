package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.paging.EventBytes;
import dev.kehu.platform.projection.progress.Pace;
import dev.kehu.platform.projection.progress.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A rebuild's way through the history: as many events as memory holds, then the next; or, from the
 * beginning of a long one, subject by subject.
 */
public final class Passage {
    /** Close enough to the head to stop the processor and fold the rest. */
    public static final long NEAR = 2_000;

    private final Run run;
    private final Pace pace;
    private final String names;
    private final History history;
    private final long room;
    private long read;

    /**
     * @param gathered bytes of events and of documents until they are written
     */
    public Passage(Run run, Pace pace, History history, long gathered) {
        this.run = run;
        this.pace = pace;
        this.names = String.join(", ", run.views());
        this.history = history;
        this.room = gathered / 2;
    }

    /**
     * Rests with what it has read written, so that it holds nothing of what events say meanwhile.
     *
     * @return false when it was told to end; what was read by then is written, unless nobody wants
     *     it
     */
    public boolean through(Builds builds) {
        read = builds.position();
        if (builds.blank() && far() && swept(builds)) read = builds.position();
        else if (run.ends()) return false;
        else {
            builds.startOver();
            pace.begins(read);
        }
        while (pace.goOn(names, read, history.head())) if (!far() || inOrder(builds)) return true;
        return false;
    }

    /** Goes on behind what is marked each time it has rested. */
    private boolean swept(Builds builds) {
        long done = builds.mark().map(Mark::done).orElse(0L);
        pace.begins(done);
        while (pace.goOn(names, done, history.head())) {
            LongPredicate goesOn = now -> pace.goesOn(names, now, history.head());
            try (Sweep sweep = new Sweep(history, builds, room, goesOn)) {
                pace.begins(sweep.done());
                if (sweep.through()) return true;
                if (!sweep.wasTold()) return false;
                done = sweep.done();
            }
        }
        return false;
    }

    /** Answers true when it has read what there is, false when it was told to rest or to end. */
    private boolean inOrder(Builds builds) {
        try (History.Scan pages = history.scan(read)) {
            while (far()) {
                List<RecordedEvent> events = new ArrayList<>();
                boolean goesOn = gather(pages, events);
                if (run.ends() && !run.stops()) return false;
                builds.fold(events, () -> pace.tell(names, read, history.head()));
                if (!goesOn) return false;
                if (events.isEmpty()) break;
            }
        }
        return true;
    }

    private boolean far() {
        return history.head() - read > NEAR;
    }

    private boolean gather(History.Scan pages, List<RecordedEvent> events) {
        for (long left = room; left > 0 && far(); ) {
            if (!pace.goesOn(names, read, history.head())) return false;
            List<RecordedEvent> page = pages.next();
            if (page.isEmpty()) break;
            events.addAll(page);
            left -= EventBytes.of(page);
            read = page.getLast().position();
        }
        return true;
    }
}
