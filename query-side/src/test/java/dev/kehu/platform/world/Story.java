package dev.kehu.platform.world;

import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.EventName;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Id;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.Personal;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Subject;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A history in memory that tells its events to processors as the real one does. */
public final class Story implements History, StreamableMessageSource<TrackedEventMessage<?>> {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SMALL = 7;
    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger readFromTheStart = new AtomicInteger();
    private final AtomicInteger readInOrder = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failing = new AtomicReference<>();
    private final String storeId;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private int forked;

    public Story(String storeId) {
        this.storeId = storeId;
    }

    /** Who reads subject by subject waits until this is open. */
    public void hold(CountDownLatch until) {
        held = until;
    }

    /** The next read of a page throws this: an error, or an unchecked exception. */
    public void failNextRead(Throwable failure) {
        failing.set(failure);
    }

    /** Records an event; its recorded time is {@code position} seconds after the start. */
    public RecordedEvent tell(String stream, DomainEvent payload) {
        RecordedEvent event;
        synchronized (events) {
            long position = events.size() + 1L;
            long seq = seqs.merge(stream, 1L, Long::sum) - 1;
            EventName name = payload.getClass().getAnnotation(EventName.class);
            event =
                    new RecordedEvent(
                            position,
                            stream,
                            seq,
                            new UUID(storeId.hashCode() + forked, position),
                            name.value(),
                            name.revision(),
                            subject(payload),
                            START.plusSeconds(position),
                            payload,
                            Map.of(),
                            new byte[32]);
            events.add(event);
        }
        listeners.forEach(Story::wake);
        return event;
    }

    /** The same history as it was when this position was its head; it may go on differently. */
    public Story until(long position) {
        Story earlier = new Story(storeId);
        earlier.events.addAll(readAfter(0, (int) position));
        earlier.forked = forked + 1;
        return earlier;
    }

    /** Goes on as the whole of it does, up to this position. */
    public void goOn(Story whole, long position) {
        synchronized (events) {
            int more = (int) Math.max(0, position - events.size());
            events.addAll(whole.readAfter(events.size(), more));
        }
        listeners.forEach(Story::wake);
    }

    /** What was said by a subject up to now reads as null from here on. */
    public void eraseTexts(String subject) {
        synchronized (events) {
            events.replaceAll(
                    event ->
                            event.subject().equals(subject)
                                    ? event.with(silent(event.payload()))
                                    : event);
        }
    }

    private static DomainEvent silent(DomainEvent payload) {
        RecordComponent[] components = payload.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                Personal personal = components[i].getAnnotation(Personal.class);
                boolean said = personal != null && personal.value() == Personal.Category.CONTENT;
                types[i] = components[i].getType();
                values[i] = said ? null : components[i].getAccessor().invoke(payload);
            }
            return (DomainEvent) payload.getClass().getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException broken) {
            throw new AssertionError(broken);
        }
    }

    /**
     * The first event of a stream cannot be read from here on.
     *
     * @return its position
     */
    public long damage(String stream) {
        synchronized (events) {
            events.replaceAll(
                    event ->
                            event.stream().equals(stream) && event.seq() == 0
                                    ? event.with(UNREADABLE)
                                    : event);
            return events.stream()
                    .filter(OrderedHistory::isUnreadable)
                    .mapToLong(RecordedEvent::position)
                    .max()
                    .orElseThrow();
        }
    }

    @Override
    public History forgiving() {
        return new Forgiving();
    }

    private static List<RecordedEvent> readable(List<RecordedEvent> page) {
        if (page.stream().anyMatch(OrderedHistory::isUnreadable))
            throw new IllegalStateException("An event does not read (as the test asked)");
        return page;
    }

    /** How often all of it was read in order of positions. */
    public int readInOrder() {
        return readInOrder.get();
    }

    /** How often all of it was read, in whatever order. */
    public int readFromTheStart() {
        return readFromTheStart.get();
    }

    private static String subject(DomainEvent payload) {
        for (var component : payload.getClass().getRecordComponents())
            if (component.isAnnotationPresent(Subject.class))
                try {
                    Object value = component.getAccessor().invoke(payload);
                    return value instanceof Id id ? id.value() : String.valueOf(value);
                } catch (ReflectiveOperationException broken) {
                    throw new AssertionError(broken);
                }
        throw new AssertionError("no subject in " + payload.getClass());
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public long head() {
        synchronized (events) {
            return events.size();
        }
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        Throwable failure = failing.getAndSet(null);
        if (failure instanceof Error error) throw error;
        if (failure instanceof RuntimeException exception) throw exception;
        synchronized (events) {
            int from = (int) Math.min(position, events.size());
            int to = (int) Math.min(events.size(), (long) from + limit);
            return readable(List.copyOf(events.subList(from, to)));
        }
    }

    @Override
    public Scan scan(long position) {
        if (position == 0) {
            readFromTheStart.incrementAndGet();
            readInOrder.incrementAndGet();
        }
        return History.super.scan(position);
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return readable(ofSubject(subject, position, limit));
    }

    private List<RecordedEvent> ofSubject(String subject, long position, int limit) {
        synchronized (events) {
            return events.stream()
                    .filter(e -> e.position() > position && e.subject().equals(subject))
                    .limit(Math.min(limit, SMALL))
                    .toList();
        }
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        try {
            held.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        if (subject.isEmpty()) readFromTheStart.incrementAndGet();
        return behind(subject, position)
                .filter(e -> last == null || e.subject().compareTo(last) <= 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<String> subjectBehind(String subject, int count) {
        return behind(subject, Long.MAX_VALUE).skip(count).findFirst().map(RecordedEvent::subject);
    }

    private Stream<RecordedEvent> behind(String subject, long position) {
        synchronized (events) {
            return events.stream()
                    .filter(
                            e ->
                                    e.subject().compareTo(subject) > 0
                                            || e.subject().equals(subject)
                                                    && e.position() > position)
                    .sorted(
                            Comparator.comparing(RecordedEvent::subject)
                                    .thenComparing(RecordedEvent::position))
                    .toList()
                    .stream();
        }
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Tail(token == null ? 0 : token.position().orElse(0));
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return null;
    }

    private static TrackedEventMessage<?> message(RecordedEvent event) {
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(event.position()),
                new GenericDomainEventMessage<>(
                        "any",
                        event.stream(),
                        event.seq(),
                        event.payload(),
                        Map.of(),
                        event.eventId().toString(),
                        event.recordedAt()));
    }

    /** For who goes on behind what cannot be read, subject by subject. */
    private final class Forgiving implements History {
        @Override
        public List<RecordedEvent> readSubject(String subject, long position, int limit) {
            return ofSubject(subject, position, limit);
        }

        @Override
        public List<RecordedEvent> readSubjects(
                String subject, long position, @Nullable String last, int limit) {
            return Story.this.readSubjects(subject, position, last, limit);
        }

        @Override
        public Optional<String> subjectBehind(String subject, int count) {
            return Story.this.subjectBehind(subject, count);
        }

        @Override
        public String storeId() {
            return storeId;
        }

        @Override
        public long head() {
            return Story.this.head();
        }

        @Override
        public List<RecordedEvent> readAfter(long position, int limit) {
            return Story.this.readAfter(position, limit);
        }
    }

    /** As the real store does: a processor that is just stopping refuses. */
    private static void wake(Runnable listener) {
        try {
            listener.run();
        } catch (RejectedExecutionException stopping) {
            // its next start reads what it missed
        }
    }

    private final class Tail implements BlockingStream<TrackedEventMessage<?>> {
        private long position;
        private Runnable callback = () -> {};

        Tail(long position) {
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            List<RecordedEvent> next = readAfter(position, 1);
            return next.isEmpty() ? Optional.empty() : Optional.of(message(next.getFirst()));
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return position < head();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            TrackedEventMessage<?> next = peek().orElseThrow();
            position++;
            return next;
        }

        @Override
        public boolean setOnAvailableCallback(Runnable available) {
            callback = available;
            listeners.add(available);
            return true;
        }

        @Override
        public void close() {
            listeners.remove(callback);
        }
    }
}
