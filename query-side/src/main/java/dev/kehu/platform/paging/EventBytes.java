package dev.kehu.platform.paging;

import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** About how much memory an event takes while it waits to be folded; texts decide. */
public final class EventBytes {
    private static final int EVENT = 368, VALUE = 32, TEXT = 56;

    /** One of so many events is looked at where it need not be exact. */
    private static final int SAMPLED = 8;

    /** Golden ratio of the numbers there are, odd: Knuth, The Art of Computer Programming 6.4. */
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private static final ClassValue<Method[]> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected Method[] computeValue(Class<?> type) {
                    Method[] accessors =
                            Arrays.stream(type.getRecordComponents())
                                    .map(RecordComponent::getAccessor)
                                    .toArray(Method[]::new);
                    for (Method each : accessors) each.setAccessible(true);
                    return accessors;
                }
            };

    private EventBytes() {}

    public static long of(Collection<RecordedEvent> events) {
        long bytes = 0;
        for (RecordedEvent event : events) bytes += of(event);
        return bytes;
    }

    public static long of(RecordedEvent event) {
        return EVENT + event.leaf().length + of(event.payload()) + of(event.metadata());
    }

    /** Of many; a few of them are looked at, at places that follow no order a history may have. */
    public static long about(List<RecordedEvent> events) {
        long bytes = 0;
        for (int from = 0; from < events.size(); from += SAMPLED) {
            int row = Math.min(SAMPLED, events.size() - from);
            bytes += of(events.get(from + anyOf(row, events.get(from).position()))) * row;
        }
        return bytes;
    }

    private static int anyOf(int row, long position) {
        long mixed = position * MIX;
        mixed = (mixed ^ mixed >>> Integer.SIZE) * MIX;
        return (int) ((mixed >>> Integer.SIZE) % row);
    }

    private static long of(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> TEXT + text.length();
            case Collection<?> all -> VALUE + all.stream().mapToLong(EventBytes::of).sum();
            case Map<?, ?> map -> VALUE + of(map.keySet()) + of(map.values());
            case Record inner -> ofRecord(inner);
            default -> VALUE;
        };
    }

    private static long ofRecord(Record value) {
        long bytes = VALUE;
        try {
            for (Method component : COMPONENTS.get(value.getClass()))
                bytes += of(component.invoke(value));
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("Unreadable event", broken);
        }
        return bytes;
    }
}
