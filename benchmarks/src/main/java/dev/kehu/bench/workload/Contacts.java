package dev.kehu.bench.workload;

import dev.kehu.kernel.RecordedEvent;

/** A history of interactions; ten million of them would take most of an hour to seal and store. */
public record Contacts(Interactions data, int count) implements Unstored {
    @Override
    public String storeId() {
        return "contacts-" + count;
    }

    @Override
    public long head() {
        return count;
    }

    @Override
    public RecordedEvent at(long position) {
        var event = data.recorded(position);
        return Unstored.recorded(position, event.customerId().value(), event);
    }
}
