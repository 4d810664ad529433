package dev.kehu.value.view.valuehistory;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Face;
import dev.kehu.value.api.CustomerValueEvent.TreatmentApplied;
import dev.kehu.value.api.CustomerValueEvent.TreatmentConcluded;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/** Keeps one document per customer that ever ordered or was assessed; it holds no text. */
@Component
final class ValueHistoryProjection implements Compared<ValueHistory> {
    private final ViewSettings settings;

    ValueHistoryProjection(ViewSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "valuehistory";
    }

    @Override
    public int version() {
        return 4;
    }

    @Override
    public Class<ValueHistory> documents() {
        return ValueHistory.class;
    }

    @Override
    public ValueHistory blank(String id) {
        return ValueHistory.blank(id, settings.zone());
    }

    @Override
    public Object answer(Face<ValueHistory> face) {
        return ValueHistoryApi.Answer.of(face);
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case InteractionRecorded e -> List.of(e.customerId().value());
            case ValueAssessed e -> List.of(e.customerId().value());
            case TreatmentApplied e -> List.of(e.customerId().value());
            case TreatmentConcluded e -> List.of(e.customerId().value());
            default -> List.of();
        };
    }
}
