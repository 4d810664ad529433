package dev.kehu.interaction.web;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.customer.api.CustomerReference.ByCode;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.InteractionCommand;
import dev.kehu.interaction.api.InteractionCommand.QuarantineDelivery;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.interaction.api.InteractionEvent.CustomerFileReceived;
import dev.kehu.interaction.api.InteractionEvent.DeliveryQuarantined;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.cloudevents.CloudEvent;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.commandbus.Retries;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.eventstore.StoreUnavailable;

import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides one event: a known (source, id) answers before anything else is looked at. */
@Component
class Intake {
    static final int MAX_EVENT_BYTES = 65_536;

    private final DeliveryReader reader;
    private final Commands commands;
    private final EventHistory history;
    private final StreamIds ids;
    private final BusinessClock clock;
    private final Retries retries;
    private final CustomerLookup lookup;

    Intake(
            DeliveryReader reader,
            Commands commands,
            EventHistory history,
            StreamIds ids,
            BusinessClock clock,
            Retries retries,
            CustomerLookup lookup) {
        this.reader = reader;
        this.commands = commands;
        this.history = history;
        this.ids = ids;
        this.clock = clock;
        this.retries = retries;
        this.lookup = lookup;
    }

    Reading read(CloudEvent event) {
        return reader.read(event, clock.real(), false);
    }

    ItemResult take(CloudEvent event, Reading reading, Origin origin) {
        if (event.bytes() > MAX_EVENT_BYTES) {
            return known(event, reading.delivery())
                    .orElseGet(
                            () ->
                                    rejected(
                                            event,
                                            "event.too-large",
                                            "An event has 65,536 bytes at most"));
        }
        return switch (reading) {
            case Reading.Ready ready -> carryOut(event, ready, origin);
            case Reading.Held held ->
                    known(event, held.delivery())
                            .orElseGet(
                                    () ->
                                            keep(
                                                    event,
                                                    held.delivery(),
                                                    held.reason(),
                                                    null,
                                                    origin));
            case Reading.Wrong wrong ->
                    known(event, wrong.delivery())
                            .orElseGet(() -> rejected(event, wrong.code(), wrong.detail()));
        };
    }

    /**
     * Tries at once: the store itself refuses what it knows, so nothing is read before a new event
     * is written.
     */
    private ItemResult carryOut(CloudEvent event, Reading.Ready ready, Origin origin) {
        for (int attempt = 1; ; attempt++) {
            try {
                return accepted(event, commands.once(ready.command(), origin));
            } catch (ConcurrencyException
                    | AggregateStreamCreationException
                    | DeadlockException e) {
                Optional<ItemResult> known = known(event, ready.delivery());
                if (known.isPresent()) {
                    return known.get();
                }
                if (attempt == Retries.TRIES) {
                    throw collided(e);
                }
                retries.pauseAfter(attempt);
            } catch (Refusal e) {
                return known(event, ready.delivery())
                        .orElseGet(() -> refused(event, ready, e, origin));
            }
        }
    }

    /** Not a conflict: to a channel that says the key was used for something else. */
    private static StoreUnavailable collided(RuntimeException e) {
        return new StoreUnavailable(
                "store.collided",
                "Others wrote to the same streams each time; send it again: what was recorded"
                        + " answers duplicate",
                e);
    }

    /**
     * Records interactions of known customers in one append, in this order.
     *
     * @return empty when one of them needs a look of its own; nothing was recorded then
     */
    Optional<List<ItemResult>> together(List<BatchItem> items, Origin origin) {
        Map<String, RecordInteraction> commands = new LinkedHashMap<>();
        items.forEach(item -> commands.put(item.stream(), item.interaction().orElseThrow()));
        if (commands.size() < items.size()) {
            return Optional.empty(); // one key twice: the second is a duplicate
        }
        try {
            Iterator<Receipt> receipts = this.commands.together(commands, origin).iterator();
            return Optional.of(
                    items.stream().map(item -> accepted(item.event(), receipts.next())).toList());
        } catch (ConcurrencyException
                | AggregateStreamCreationException
                | LockAcquisitionFailedException
                | Refusal e) {
            return Optional.empty();
        }
    }

    private static ItemResult accepted(CloudEvent event, Receipt receipt) {
        return ItemResult.accepted(event, receipt.ids().get("customerId"), receipt.position());
    }

    private ItemResult refused(
            CloudEvent event, Reading.Ready ready, Refusal refusal, Origin origin) {
        return ready.command() instanceof RecordInteraction r
                        && r.customer() instanceof ByCode(var code)
                ? keep(event, ready.delivery(), refusal.code(), code.value(), origin)
                : rejected(event, refusal.code(), refusal.getMessage());
    }

    private ItemResult keep(
            CloudEvent event,
            Delivery delivery,
            String reason,
            @Nullable String waitsFor,
            Origin origin) {
        InteractionCommand keep =
                new QuarantineDelivery(
                        delivery,
                        ids.freshKeeper(),
                        reason,
                        waitsFor,
                        DeliveryReader.kept(event).toString(),
                        clock.real());
        try {
            return ItemResult.quarantined(event, reason, commands.once(keep, origin).position());
        } catch (AggregateStreamCreationException e) {
            return known(event, delivery).orElseThrow(() -> collided(e));
        }
    }

    private static ItemResult rejected(CloudEvent event, String code, String detail) {
        return ItemResult.rejected(event.id(), event.source(), code, detail);
    }

    private Optional<ItemResult> known(CloudEvent event, Delivery delivery) {
        List<RecordedEvent> stream = history.readStream(delivery.interactionId().value());
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        RecordedEvent settled =
                stream.stream()
                        .filter(
                                e ->
                                        e.payload() instanceof InteractionRecorded
                                                || e.payload() instanceof CustomerFileReceived)
                        .findFirst()
                        .orElse(stream.getFirst());
        return Optional.of(
                switch (settled.payload()) {
                    case InteractionRecorded e ->
                            ItemResult.known(
                                    event,
                                    same(e.fingerprint(), delivery, e.customerId()),
                                    e.customerId().value(),
                                    settled.position());
                    case CustomerFileReceived e ->
                            ItemResult.known(
                                    event,
                                    same(e.fingerprint(), delivery, e.customerId()),
                                    e.customerId().value(),
                                    settled.position());
                    case DeliveryQuarantined e ->
                            ItemResult.known(
                                    event,
                                    same(e.fingerprint(), delivery) || e.event() == null,
                                    null,
                                    settled.position());
                    default ->
                            throw new IllegalStateException(
                                    "A delivery starts with what was delivered");
                });
    }

    /** Of who was erased nothing is left that another body could contradict. */
    private boolean same(String fingerprint, Delivery delivery, CustomerId customer) {
        return same(fingerprint, delivery) || lookup.isErased(customer);
    }

    private static boolean same(String fingerprint, Delivery delivery) {
        return fingerprint.equals(delivery.fingerprint());
    }
}
