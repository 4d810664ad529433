package dev.kehu.lifecycle.formula;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.RecordedEvent;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Events read into a book one after the other, and who was merged into whom. */
final class Told {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    final FirmBook book = new FirmBook(ZONE);
    final Map<String, String> survivors = new HashMap<>();

    void on(DomainEvent event) {
        book.on(recorded(book.position() + 1, event));
    }

    static RecordedEvent recorded(long position, DomainEvent event) {
        return new RecordedEvent(
                position,
                "s",
                0,
                new UUID(0, position),
                "n",
                "1",
                "s",
                Instant.EPOCH,
                event,
                Map.of(),
                new byte[32]);
    }

    void merge(String absorbed, String survivor) {
        survivors.put(absorbed, survivor);
        on(merged(absorbed, survivor));
    }

    static CustomerMerged merged(String absorbed, String survivor) {
        return new CustomerMerged(
                new CustomerId(absorbed), new CustomerId(survivor), null, Instant.EPOCH);
    }

    String who(String customer) {
        return survivors.getOrDefault(customer, customer);
    }
}
