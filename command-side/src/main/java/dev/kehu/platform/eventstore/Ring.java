package dev.kehu.platform.eventstore;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Decoded messages near the head, at most {@value #SLOTS} and at most so many stored bytes: events
 * differ a thousandfold in size, so a number alone bounds nothing. Reading takes no lock.
 */
final class Ring {
    /** A power of two. More would outlive young collections of the heap and be copied by each. */
    static final int SLOTS = 2048;

    static final long MAX_BYTES = 32 << 20;

    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);
    private final long maxBytes;
    private long held;
    private int oldest;

    Ring(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    private record Slot(long position, TrackedEventMessage<?> message, int bytes) {}

    @Nullable TrackedEventMessage<?> get(long position) {
        Slot slot = slots.get(index(position));
        return slot != null && slot.position == position ? slot.message : null;
    }

    /** Keeps a message; the oldest ones go until what is kept fits. */
    synchronized void put(TrackedEventMessage<?> message, int bytes) {
        long position = message.trackingToken().position().orElseThrow();
        swap(index(position), new Slot(position, message, bytes));
        for (int steps = 0; held > maxBytes && steps < SLOTS; steps++) {
            if (oldest != index(position)) {
                swap(oldest, null);
            }
            oldest = index(oldest + 1L);
        }
    }

    /** Nothing is kept any more; what is asked for is read and decoded anew. */
    synchronized void clear() {
        for (int i = 0; i < SLOTS; i++) {
            swap(i, null);
        }
    }

    private void swap(int index, @Nullable Slot slot) {
        Slot before = slots.getAndSet(index, slot);
        held += (slot == null ? 0 : slot.bytes) - (before == null ? 0 : before.bytes);
    }

    synchronized long held() {
        return held;
    }

    private static int index(long position) {
        return (int) (position & (SLOTS - 1));
    }
}
