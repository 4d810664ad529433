package dev.kehu.customer.view.identity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.customer.api.CustomerEvent.CustomerSeparated;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.Projection;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Keeps the identity of customers that took part in a merge. Which ones these are is in memory too:
 * few did, and every answer about a customer asks.
 */
@Component
final class IdentityProjection implements Projection<Identity> {
    static final String NAME = "identity";
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<String> merged = ConcurrentHashMap.newKeySet();

    /** Whether there is a document for the customer, as far as {@link #written} was told. */
    boolean merged(String customer) {
        return merged.contains(customer);
    }

    void listen(Consumer<Set<String>> listener) {
        listeners.add(listener);
    }

    @Override
    public void opened(Iterable<Identity> all) {
        Set<String> fresh = ConcurrentHashMap.newKeySet();
        all.forEach(identity -> fresh.add(identity.id()));
        merged = fresh;
    }

    @Override
    public void written(Collection<Identity> changed) {
        Set<String> ids = changed.stream().map(Identity::id).collect(toUnmodifiableSet());
        merged.addAll(ids);
        if (!ids.isEmpty()) listeners.forEach(listener -> listener.accept(ids));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<Identity> documents() {
        return Identity.class;
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case CustomerAbsorbed e -> List.of(e.customerId().value());
            case CustomerSeparated e -> List.of(e.customerId().value());
            case CustomerMerged e -> List.of(e.customerId().value());
            case CustomerRestored e -> List.of(e.customerId().value());
            default -> List.of();
        };
    }

    @Override
    public void apply(RecordedEvent event, Documents<Identity> documents) {
        for (String id : touches(event)) {
            Identity found = documents.find(id);
            Identity before = found == null ? Identity.alone(id) : found;
            if (before.position() < event.position()) documents.put(before.on(event));
        }
    }
}
