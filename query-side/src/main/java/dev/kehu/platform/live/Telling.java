package dev.kehu.platform.live;

import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Groups;

import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;

/** Tells those who watch one view whose documents have changed, once that can be read. */
public final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final QueryUpdateEmitter emitter;
    private final Class<?> query;
    private final ToTell toTell;
    private final Regrouped regrouped = new Regrouped();

    /**
     * @param query what those who watch have asked
     */
    public Telling(
            QueryBus bus, ViewPositions positions, String view, Groups groups, Class<?> query) {
        this.emitter = bus.queryUpdateEmitter();
        this.query = query;
        String joined = groups.view();
        this.toTell = new ToTell(() -> positions.of(view), () -> positions.of(joined));
        groups.listen(regrouped::changed);
        positions.listen(
                moved -> {
                    if (moved.equals(view)) {
                        tell(toTell.readable());
                        tell(regrouped.readable(positions.of(view)));
                    } else if (moved.equals(joined)) {
                        tell(toTell.grouped());
                        tell(regrouped.grouped(positions.of(joined), positions.of(view)));
                    }
                });
    }

    /** Whatever one of these views is changed by, it may be in any list. */
    public static void ofLists(
            QueryBus bus, ViewPositions positions, Set<String> views, Class<?> query) {
        QueryUpdateEmitter emitter = bus.queryUpdateEmitter();
        Moved anybody = new Moved(null);
        positions.listen(
                moved -> {
                    if (views.contains(moved)) tell(emitter, query, anybody);
                });
    }

    /** To be told when it can be read. */
    public void changed(Set<String> subjects) {
        toTell.changed(subjects);
    }

    /** All documents are others now, as after a rebuild. */
    public void anybody() {
        toTell.anybody();
    }

    private void tell(@Nullable Moved moved) {
        if (moved != null) tell(emitter, query, moved);
    }

    private static void tell(QueryUpdateEmitter emitter, Class<?> query, Moved moved) {
        try {
            if (!emitter.activeSubscriptions().isEmpty()) emitter.emit(query, any -> true, moved);
        } catch (RuntimeException fault) { // of those who watch, never of the view
            LOG.warn("Watchers were not told: {}", fault.getClass().getName());
        }
    }
}
