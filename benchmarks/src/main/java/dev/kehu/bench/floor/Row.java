package dev.kehu.bench.floor;

import dev.kehu.bench.workload.Messages;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** The stored bytes of one event, made beforehand: the floor does nothing but insert them. */
record Row(String subject, byte[] payload, byte[] meta) {
    private static final int COUNT = 4096;

    static Row[] of(Messages messages, Serializer serializer) {
        Row[] rows = new Row[COUNT];
        for (int i = 0; i < COUNT; i++) {
            DomainEventMessage<?> message = messages.recorded(i);
            rows[i] =
                    new Row(
                            messages.data().recorded(i).customerId().value(),
                            message.serializePayload(serializer, byte[].class).getData(),
                            message.serializeMetaData(serializer, byte[].class).getData());
        }
        return rows;
    }
}
