package dev.kehu.customer.view.columns;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.analysis.Content;
import dev.kehu.platform.analysis.duckdb.Table;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.value.api.CustomerValueEvent.CustomerPlaced;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;

import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.util.List;

/** Everything analysts see; only components that are open in the events. */
@Component
final class CustomerColumns implements Content {
    private final ZoneId zone;

    CustomerColumns(ViewSettings settings) {
        this.zone = settings.zone();
    }

    /** Days and months are counted in the zone: another one makes other rows. */
    @Override
    public int version() {
        return 31 * zone.getId().hashCode() + 1;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                InteractionRow.TABLE,
                CustomerEventRow.TABLE,
                AssessmentRow.TABLE,
                StrategicRow.PLACEMENTS,
                StrategicRow.NAMINGS,
                Looks.IDENTITY,
                Looks.CUSTOMERS,
                Looks.MONTHLY_VALUE,
                Segments.TABLE);
    }

    @Override
    public void rows(RecordedEvent event, Rows rows) {
        if (event.payload() instanceof InteractionRecorded e)
            rows.add(InteractionRow.NAME, InteractionRow.of(event, e, zone));
        if (event.payload() instanceof ValueAssessed e)
            rows.add(AssessmentRow.NAME, AssessmentRow.of(event, e));
        if (event.payload() instanceof CustomerPlaced e)
            rows.add(StrategicRow.PLACED, StrategicRow.of(event, e));
        if (event.payload() instanceof SegmentsNamed e)
            StrategicRow.of(event, e).forEach(row -> rows.add(StrategicRow.NAMED, row));
        var file = CustomerEventRow.of(event);
        if (file != null) rows.add(CustomerEventRow.NAME, file);
    }
}
