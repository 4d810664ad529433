package dev.kehu.bench.peer;

import dev.kehu.customer.api.CustomerEvent;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.viewstore.ViewStore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * An event handler as a user of Axon writes one for a document store: per unit of work the touched
 * documents are loaded, folded by the same folds as ours, and written back.
 */
public final class StockViews {
    private static final String WORK = "documents";

    private final List<Projection<?>> projections;
    private final ViewStore store;
    private final String prefix;
    private final CountDownLatch left;

    StockViews(
            List<Projection<?>> projections, ViewStore store, String prefix, CountDownLatch left) {
        this.projections = projections;
        this.store = store;
        this.prefix = prefix;
        this.left = left;
    }

    /** Annotated and public: Axon calls it. */
    @EventHandler
    public void on(DomainEvent payload, TrackedEventMessage<?> message) {
        var unit = CurrentUnitOfWork.get().root();
        List<StockDocuments<?>> work =
                unit.getOrComputeResource(
                        WORK,
                        key -> {
                            List<StockDocuments<?>> fresh =
                                    projections.stream()
                                            .<StockDocuments<?>>map(
                                                    p -> new StockDocuments<>(p, store, prefix))
                                            .toList();
                            unit.onPrepareCommit(u -> fresh.forEach(StockDocuments::write));
                            return fresh;
                        });
        RecordedEvent event = recorded(message, payload);
        work.forEach(documents -> documents.on(event));
        unit.afterCommit(u -> left.countDown());
    }

    private static RecordedEvent recorded(TrackedEventMessage<?> message, DomainEvent payload) {
        DomainEventMessage<?> domain = (DomainEventMessage<?>) message;
        EventName name = payload.getClass().getAnnotation(EventName.class);
        return new RecordedEvent(
                message.trackingToken().position().orElse(0) + 1,
                domain.getAggregateIdentifier(),
                domain.getSequenceNumber(),
                UUID.fromString(message.getIdentifier()),
                name.value(),
                name.revision(),
                subject(payload),
                message.getTimestamp(),
                payload,
                Map.of(),
                new byte[0]);
    }

    private static String subject(DomainEvent payload) {
        return switch (payload) {
            case InteractionRecorded e -> e.customerId().value();
            case CustomerEvent e -> e.customerId().value();
            default -> throw new IllegalArgumentException("Not in this history");
        };
    }
}
