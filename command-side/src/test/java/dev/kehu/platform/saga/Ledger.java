package dev.kehu.platform.saga;

import dev.kehu.customer.api.CustomerEvent.CustomerAbsorbed;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.TailEventStore;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;

import java.util.List;
import java.util.Map;

/** What notes lead to, in the real store: every note that took effect is one event. */
public class Ledger {
    private final TailEventStore store;
    private final EventHistory history;

    public Ledger(TailEventStore store, EventHistory history) {
        this.store = store;
        this.history = history;
    }

    @CommandHandler
    Receipt handle(Note note) {
        if (note.page() == Note.FORBIDDEN) {
            throw Refusal.conflict("note.forbidden", "This page is not for writing");
        }
        var page = new CustomerId("page-" + note.page());
        store.publish(
                new GenericDomainEventMessage<>(
                        "ledger",
                        note.ledger(),
                        history.readStream(note.ledger()).size(),
                        new CustomerAbsorbed(note.customer(), page, null, note.at())));
        return Receipt.of(note.customer().value(), Map.of("page", page.value()));
    }

    /** The pages written about a customer, in order. */
    List<String> pages(CustomerId customer) {
        return history.readStream("ledger-" + customer.value()).stream()
                .map(event -> ((CustomerAbsorbed) event.payload()).absorbed().value())
                .toList();
    }
}
