package dev.kehu.value.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelCommand.DiscardValueModel;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelEvent;
import dev.kehu.value.api.ValueModelEvent.ValueModelActivated;
import dev.kehu.value.api.ValueModelEvent.ValueModelDiscarded;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The versions of one value model.
 *
 * @param current the version customers are assessed by, null before the first is activated
 * @param latest the newest version, null before the first
 * @param discarded versions that were given up
 */
record ValueModels(
        @Nullable Integer current, @Nullable ValueModelDrafted latest, Set<Integer> discarded) {
    static final ValueModels NONE = new ValueModels(null, null, Set.of());

    int versions() {
        return latest == null ? 0 : latest.version();
    }

    /** The same model drafted again is the same version, unless that was given up. */
    List<ValueModelEvent> decide(DraftValueModel c) {
        ValueModelDrafted drafted = ModelDraft.of(c, versions() + 1);
        return ModelDraft.same(drafted, latest) && !discarded.contains(versions())
                ? List.of()
                : List.of(drafted);
    }

    List<ValueModelEvent> decide(ActivateValueModel c) {
        refuseUnknown(c.version());
        if (discarded.contains(c.version()))
            throw Refusal.conflict(
                    "value.model-discarded", "This version was discarded: draft it again");
        return inUse(c.version())
                ? List.of()
                : List.of(new ValueModelActivated(c.modelId(), c.version(), c.occurredAt()));
    }

    List<ValueModelEvent> decide(DiscardValueModel c) {
        refuseUnknown(c.version());
        if (inUse(c.version()))
            throw Refusal.conflict(
                    "value.model-in-use",
                    "Customers are assessed by this version: activate another one first");
        return discarded.contains(c.version())
                ? List.of()
                : List.of(new ValueModelDiscarded(c.modelId(), c.version(), c.occurredAt()));
    }

    private boolean inUse(int version) {
        return current != null && current == version;
    }

    private void refuseUnknown(int version) {
        if (version < 1 || version > versions())
            throw Refusal.unknown(
                    "value.model-unknown",
                    "There is no such version of this model; %d were drafted"
                            .formatted(versions()));
    }

    ValueModels evolve(ValueModelEvent event) {
        return switch (event) {
            case ValueModelDrafted e -> new ValueModels(current, e, discarded);
            case ValueModelActivated e -> new ValueModels(e.version(), latest, discarded);
            case ValueModelDiscarded e -> {
                Set<Integer> all = new TreeSet<>(discarded);
                all.add(e.version());
                yield new ValueModels(current, latest, all);
            }
        };
    }
}
