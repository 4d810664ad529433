package dev.kehu.customer.view.customer360;

import static java.util.stream.Collectors.toSet;

import dev.kehu.customer.api.ContactEvent;
import dev.kehu.customer.api.ContactPersonEvent.ContactPersonAdded;
import dev.kehu.customer.api.ContactPersonId;
import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.live.Telling;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.reading.Compared;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Groups;
import dev.kehu.value.api.CustomerValueEvent;

import org.axonframework.queryhandling.QueryBus;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Keeps one document per customer, and passes it on to the list of customers. */
@Component
final class Customer360Projection implements Compared<Customer360> {
    static final String NAME = "customer360";
    private final ViewSettings settings;
    private final Directory directory;
    private final Telling telling;

    Customer360Projection(
            ViewSettings settings,
            Directory directory,
            QueryBus bus,
            ViewPositions positions,
            Groups groups) {
        this.settings = settings;
        this.directory = directory;
        this.telling = new Telling(bus, positions, NAME, groups, GetCustomerById.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 4;
    }

    @Override
    public Class<Customer360> documents() {
        return Customer360.class;
    }

    @Override
    public Customer360 blank(String id) {
        return Customer360.blank(id, settings.zone());
    }

    @Override
    public Object answer(Face<Customer360> face) {
        return Customer360Answer.of(face);
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerEvent e -> List.of(e.customerId().value());
            case ContactEvent e -> List.of(e.customerId().value());
            case ContactPersonAdded e -> List.of(e.customerId().value());
            case InteractionRecorded e -> List.of(e.customerId().value());
            case CustomerValueEvent e -> List.of(e.customerId().value());
            default -> List.of();
        };
    }

    @Override
    public Set<String> texts() {
        return Set.of("code", "name", "type", "value", "system", "role", "contacts", "summary");
    }

    @Override
    public Set<String> kindsOfOthers() {
        return Set.of(ContactPersonId.PREFIX);
    }

    @Override
    public List<String> related(Customer360 document) {
        return List.copyOf(document.persons().keySet());
    }

    @Override
    public void opened(Iterable<Customer360> all) {
        directory.fill(all);
        telling.anybody();
    }

    @Override
    public void written(Collection<Customer360> changed) {
        directory.take(changed);
        telling.changed(changed.stream().map(Customer360::id).collect(toSet()));
    }
}
