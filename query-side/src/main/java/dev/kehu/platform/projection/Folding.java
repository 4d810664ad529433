package dev.kehu.platform.projection;

import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Vault;
import dev.kehu.platform.text.PersonalTexts;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds events into a workspace; a subject whose fold throws is parked, all others go on. */
record Folding<D extends ViewDocument>(Projection<D> projection, Vault vault) {

    void fold(List<RecordedEvent> events, Workspace<D> workspace, Map<String, Parked> parked) {
        Set<String> ids = new HashSet<>();
        for (RecordedEvent event : events)
            if (!parked.containsKey(event.subject())) ids.addAll(touched(event));
        workspace.preload(ids);
        for (RecordedEvent event : events)
            if (!parked.containsKey(event.subject())) fold(event, workspace, parked);
    }

    private void fold(RecordedEvent event, Workspace<D> workspace, Map<String, Parked> parked) {
        try {
            if (!projection.touches(event).isEmpty())
                projection.apply(
                        PersonalTexts.sealed(event, this::seal, projection.texts()), workspace);
            workspace.keepEvent();
        } catch (Workspace.StoreFailed notItsFault) {
            throw notItsFault;
        } catch (RuntimeException poison) {
            workspace.undoEvent();
            String error = poison.getClass().getSimpleName();
            parked.put(
                    event.subject(),
                    new Parked(projection.name(), event.subject(), event.position(), error));
        }
    }

    private String seal(String subject, String text) {
        try {
            return vault.seal(subject, text);
        } catch (RuntimeException failure) {
            throw new Workspace.StoreFailed("Keys could not be had", failure);
        }
    }

    private Collection<String> touched(RecordedEvent event) {
        try {
            return projection.touches(event);
        } catch (RuntimeException poison) { // met again, and parked, when its turn comes
            return List.of();
        }
    }
}
