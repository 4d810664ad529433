package dev.kehu.lifecycle.command;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** History whose readers can be held up. */
final class HeldHistory implements OrderedHistory {
    static final LocalDate DAY = LocalDate.parse("1997-01-10");
    static final ImplementationId ID = new ImplementationId("implementation-1");

    private final List<RecordedEvent> events = new ArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    volatile long head;
    volatile CountDownLatch held = new CountDownLatch(0);
    volatile CountDownLatch waiting = new CountDownLatch(1);
    final Map<Long, CountDownLatch> heldAt = new ConcurrentHashMap<>();
    volatile @Nullable Throwable fault;
    volatile boolean endless;
    volatile long damaged;

    void trained(int employees) {
        for (int i = 0; i < employees; i++) trained(DAY);
    }

    synchronized void trained(LocalDate day) {
        long position = events.size() + 1L;
        events.add(
                new RecordedEvent(
                        position,
                        ID.value(),
                        position,
                        new UUID(0, position),
                        "lifecycle.training-taken",
                        "1",
                        ID.value(),
                        Instant.EPOCH,
                        new TrainingTaken(ID, "e" + position, "idea", day, Instant.EPOCH),
                        Map.of(),
                        new byte[32]));
        head = position;
    }

    @Override
    public String storeId() {
        return "s";
    }

    @Override
    public long head() {
        return head;
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        List<RecordedEvent> page = page(position, limit);
        if (page.stream().anyMatch(this::isDamaged)) throw new IllegalStateException("damaged");
        return page;
    }

    boolean isDamaged(RecordedEvent event) {
        return event.position() == damaged;
    }

    private List<RecordedEvent> page(long position, int limit) {
        reads.incrementAndGet();
        waiting.countDown();
        try {
            held.await();
            heldAt.getOrDefault(position, held).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (endless && reads.get() < 50) trained(limit);
        synchronized (this) {
            int from = (int) position;
            List<RecordedEvent> page =
                    List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
            Throwable once = fault;
            fault = null;
            return once == null ? page : faultyAtTheThird(page, once);
        }
    }

    @Override
    public OrderedHistory forgiving() {
        return new Forgiving(this);
    }

    private static List<RecordedEvent> faultyAtTheThird(List<RecordedEvent> page, Throwable fault) {
        return new AbstractList<>() {
            @Override
            public RecordedEvent get(int i) {
                if (i == 2 && fault instanceof Error error) throw error;
                if (i == 2 && fault instanceof RuntimeException failure) throw failure;
                return page.get(i);
            }

            @Override
            public int size() {
                return page.size();
            }
        };
    }

    private record Forgiving(HeldHistory history) implements OrderedHistory {
        @Override
        public String storeId() {
            return history.storeId();
        }

        @Override
        public long head() {
            return history.head();
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            List<RecordedEvent> page = history.page(position, limit);
            if (history.damaged == 0) return page;
            return page.stream().map(e -> history.isDamaged(e) ? e.with(UNREADABLE) : e).toList();
        }
    }
}
