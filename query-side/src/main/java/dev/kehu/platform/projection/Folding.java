package dev.kehu.platform.projection;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.projection.bulk.Strangers;
import dev.kehu.platform.projection.parking.Spots;
import dev.kehu.platform.text.PersonalTexts;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds events into a workspace; a subject whose fold throws is parked, all others go on. */
record Folding<D extends ViewDocument>(Projection<D> projection, Vault vault) {

    void fold(List<RecordedEvent> events, Workspace<D> workspace, Spots spots) {
        Set<String> ids = new HashSet<>();
        for (RecordedEvent event : events) if (!spots.leavesOut(event)) ids.addAll(touched(event));
        workspace.preload(ids);
        for (RecordedEvent event : events)
            if (!spots.leavesOut(event)) fold(event, workspace, spots);
            else if (concerns(event)) spots.hold(event);
    }

    /** Subject by subject, each with the events that are part of its documents. */
    void fold(
            Map<String, List<RecordedEvent>> bySubject,
            Workspace<D> workspace,
            Spots spots,
            Strangers strangers) {
        List<RecordedEvent> events = new ArrayList<>();
        bySubject.forEach(
                (subject, its) -> {
                    for (RecordedEvent event : its) {
                        Set<String> about = subjects(event);
                        if (about.contains(subject)) events.add(event);
                        strangers.meet(event, subject, about);
                    }
                });
        fold(events, workspace, spots);
    }

    private void fold(RecordedEvent event, Workspace<D> workspace, Spots spots) {
        try {
            if (OrderedHistory.isUnreadable(event)) throw new Unreadable();
            if (!projection.touches(event).isEmpty())
                projection.apply(
                        PersonalTexts.sealed(event, this::seal, projection.texts()), workspace);
            workspace.keepEvent();
        } catch (Workspace.StoreFailed notItsFault) {
            throw notItsFault;
        } catch (RuntimeException poison) {
            workspace.undoEvent();
            spots.park(event, poison.getClass().getSimpleName());
        }
    }

    /** Null for who was erased since the event was read. */
    private @Nullable String seal(String subject, Category category, String text) {
        try {
            return vault.sealUnlessErased(subject, category, text);
        } catch (RuntimeException failure) {
            throw new Workspace.StoreFailed("Keys could not be had", failure);
        }
    }

    /** Ids of the documents it needs, none when that cannot be told. */
    Collection<String> touched(RecordedEvent event) {
        try {
            return projection.touches(event);
        } catch (RuntimeException poison) { // met again, and parked, when its turn comes
            return List.of();
        }
    }

    /** Whose documents it needs; its own subject's when that cannot be told. */
    Set<String> subjects(RecordedEvent event) {
        try {
            Collection<String> ids = projection.touches(event);
            if (ids.isEmpty()) return Set.of();
            String first = projection.subjectOf(ids.iterator().next());
            Set<String> subjects = Set.of(first);
            for (String id : ids) {
                String subject = projection.subjectOf(id);
                if (subject.equals(first)) continue;
                if (subjects.size() == 1) subjects = new HashSet<>(subjects);
                subjects.add(subject);
            }
            return subjects;
        } catch (RuntimeException poison) {
            return Set.of(event.subject());
        }
    }

    private boolean concerns(RecordedEvent event) {
        try {
            return !projection.touches(event).isEmpty();
        } catch (RuntimeException poison) {
            return true;
        }
    }

    /** What a subject is parked for where nobody can tell what the event says. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
