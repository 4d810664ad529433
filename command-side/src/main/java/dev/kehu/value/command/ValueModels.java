package dev.kehu.value.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.api.ValueModelEvent;
import dev.kehu.value.api.ValueModelEvent.ValueModelActivated;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The versions of one value model.
 *
 * @param current the version customers are assessed by, null before the first is activated
 * @param latest the newest version, null before the first
 */
record ValueModels(@Nullable Integer current, @Nullable ValueModelDrafted latest) {
    static final ValueModels NONE = new ValueModels(null, null);

    int versions() {
        return latest == null ? 0 : latest.version();
    }

    /** The same model drafted again is the same version. */
    List<ValueModelEvent> decide(DraftValueModel c) {
        ValueModelDrafted drafted = ModelDraft.of(c, versions() + 1);
        return ModelDraft.same(drafted, latest) ? List.of() : List.of(drafted);
    }

    List<ValueModelEvent> decide(ActivateValueModel c) {
        if (c.version() < 1 || c.version() > versions())
            throw Refusal.unknown(
                    "value.model-unknown",
                    "There is no such version of this model; %d were drafted"
                            .formatted(versions()));
        return current != null && current == c.version()
                ? List.of()
                : List.of(new ValueModelActivated(c.modelId(), c.version(), c.occurredAt()));
    }

    ValueModels evolve(ValueModelEvent event) {
        return switch (event) {
            case ValueModelDrafted e -> new ValueModels(current, e);
            case ValueModelActivated e -> new ValueModels(e.version(), latest);
        };
    }
}
