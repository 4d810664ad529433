package dev.kehu.platform.eventstore;

import dev.kehu.customer.api.CustomerEvent.CustomerOpened;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Events of a simulated life: readable, alike but for their ids and places. */
record SimulatedEvents(Dice dice, DomainEvent payload, byte[] bytes, byte[] meta) {
    static SimulatedEvents with(Serializer serializer, Dice dice) {
        DomainEvent payload =
                new CustomerOpened(
                        new CustomerId("customer-1"), Instant.parse("1998-06-30T10:00:00Z"));
        return new SimulatedEvents(
                dice,
                payload,
                serializer.serialize(payload, byte[].class).getData(),
                serializer.serialize(MetaData.emptyInstance(), byte[].class).getData());
    }

    Draft draft(String stream, long seq) {
        return new Draft(
                "customer",
                stream,
                seq,
                new UUID(dice.bits(), dice.bits()),
                "customer.opened",
                "1",
                "customer-1",
                bytes,
                meta,
                Leaf.digest(bytes),
                Leaf.digest(meta));
    }

    DomainEventMessage<?> message(Draft draft) {
        return new GenericDomainEventMessage<>(
                draft.streamType(),
                draft.stream(),
                draft.seq(),
                payload,
                Map.of(),
                draft.eventId().toString(),
                Instant.EPOCH);
    }
}
