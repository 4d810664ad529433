package dev.kehu.bench.workload;

import dev.kehu.customer.api.ContactEvent.ContactClaimed;
import dev.kehu.customer.api.ContactPointId;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.History;
import dev.kehu.kernel.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** A history in which people register, each with a phone number and a mail address. */
public record Registrations(People people) implements History {
    private static final int EVENTS = 3;
    private static final int PAGE = 2_000;
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String storeId() {
        return "registrations-" + people.count();
    }

    @Override
    public long head() {
        return (long) people.count() * EVENTS;
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return LongStream.rangeClosed(position + 1, Math.min(head(), position + limit))
                .mapToObj(this::at)
                .toList();
    }

    @Override
    public List<RecordedEvent> readSubject(String subject, long position, int limit) {
        return List.of();
    }

    @Override
    public List<RecordedEvent> readSubjects(
            String subject, long position, @Nullable String last, int limit) {
        return List.of();
    }

    @Override
    public Optional<String> subjectBehind(String subject, int events) {
        return Optional.empty();
    }

    @Override
    public Scan scan(long position) {
        return new Scan() {
            private long last = position;

            @Override
            public List<RecordedEvent> next() {
                List<RecordedEvent> page = readAfter(last, PAGE);
                last += page.size();
                return page;
            }

            @Override
            public void close() {}
        };
    }

    private RecordedEvent at(long position) {
        int customer = (int) ((position - 1) / EVENTS);
        String id = people.id(customer);
        DomainEvent event =
                switch ((int) ((position - 1) % EVENTS)) {
                    case 0 ->
                            new CustomerRegistered(
                                    new CustomerId(id),
                                    people.code(customer),
                                    people.name(customer),
                                    null,
                                    THEN);
                    case 1 -> contact(id, "phone", people.phone(customer));
                    default -> contact(id, "email", people.mail(customer));
                };
        return new RecordedEvent(
                position,
                id,
                0,
                new UUID(0, position),
                "",
                "1",
                id,
                THEN,
                event,
                Map.of(),
                new byte[0]);
    }

    private static DomainEvent contact(String customer, String kind, String value) {
        ContactPointId id = new ContactPointId("contact-" + kind + customer);
        return new ContactClaimed(id, new CustomerId(customer), kind, value, null, THEN);
    }
}
