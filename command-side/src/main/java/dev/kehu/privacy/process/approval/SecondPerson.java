package dev.kehu.privacy.process.approval;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.state.OpenErasures;
import dev.kehu.privacy.api.ErasureRequestCommand.ApproveErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.DeclineErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.RequestErasure;
import dev.kehu.privacy.api.ErasureRequestCommand.WithdrawErasure;
import dev.kehu.privacy.api.ErasureRequestEvent.ErasureRequested;
import dev.kehu.privacy.api.ErasureRequestId;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.privacy.process.PersonErasure.Standing;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Has erasures decided by two people, where the firm wants it so. */
@Component
public class SecondPerson {
    private final PersonErasure erasure;
    private final Commands commands;
    private final StreamIds ids;
    private final BusinessClock clock;
    private final EventHistory history;
    private final OpenErasures open;
    private final boolean two;

    /**
     * @param two whether nobody decides on an erasure alone
     */
    SecondPerson(
            PersonErasure erasure,
            Commands commands,
            StreamIds ids,
            BusinessClock clock,
            EventHistory history,
            OpenErasures open,
            @Value("${kehu.privacy.second-approval:false}") boolean two) {
        this.erasure = erasure;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
        this.history = history;
        this.open = open;
        this.two = two;
    }

    /** What came of it: one of them. */
    public record Came(@Nullable Standing erasure, @Nullable Receipt request) {}

    /**
     * A request nobody has decided on.
     *
     * @param customers everybody who would be erased
     * @param category what would go alone, null where the people go
     * @param basis null once it cannot be read any more
     * @param reason the same
     * @param position what an approval names
     */
    public record Waiting(
            String requestId,
            String customerId,
            List<String> customers,
            boolean only,
            @Nullable String category,
            @Nullable String basis,
            @Nullable String reason,
            String by,
            Instant at,
            long position) {}

    /** Erases, or asks for it where nobody erases alone. */
    public Came erase(Asked asked, Origin origin, Duration patience) {
        return two
                ? new Came(null, ask(asked, origin))
                : new Came(erasure.erase(asked, origin, patience), null);
    }

    public Receipt ask(Asked asked, Origin origin) {
        return commands.send(
                new RequestErasure(
                        ErasureRequestId.of(asked.customer()),
                        asked.customer(),
                        asked.only(),
                        asked.category(),
                        asked.reason(),
                        asked.basis(),
                        asked.because(),
                        origin.actor(),
                        clock.today(),
                        clock.now()),
                origin);
    }

    /**
     * Waits as {@link PersonErasure#erase} does.
     *
     * @param position of the request that is meant; null: the only one there ever was
     */
    public Standing approve(
            CustomerId customer, @Nullable Long position, Origin origin, Duration patience) {
        Receipt decided =
                commands.send(
                        new ApproveErasure(
                                ErasureRequestId.of(customer),
                                customer,
                                ids.freshErasure(),
                                position == null ? null : number(customer, position),
                                origin.actor(),
                                clock.today(),
                                clock.now()),
                        origin);
        return erasure.decided(decided, customer, patience);
    }

    /** Of the request at this position, among all about the customer; 0 where none stands there. */
    private int number(CustomerId customer, long position) {
        int number = 0;
        for (RecordedEvent event : history.readStream(ErasureRequestId.of(customer).value())) {
            if (event.payload() instanceof ErasureRequested) {
                number++;
                if (event.position() == position) {
                    return number;
                }
            }
        }
        return 0;
    }

    public Receipt decline(CustomerId customer, @Nullable String reason, Origin origin) {
        return commands.send(
                new DeclineErasure(
                        ErasureRequestId.of(customer),
                        customer,
                        reason == null ? "" : reason,
                        origin.actor(),
                        clock.now()),
                origin);
    }

    public Receipt withdraw(CustomerId customer, @Nullable String reason, Origin origin) {
        return commands.send(
                new WithdrawErasure(
                        ErasureRequestId.of(customer),
                        customer,
                        reason,
                        origin.actor(),
                        clock.now()),
                origin);
    }

    /**
     * Some of those nobody has decided on, oldest first.
     *
     * @param next position behind which the next page begins, null at the end
     */
    public record Page(List<Waiting> items, @Nullable Long next) {}

    /** One that was decided on a moment ago may be missing, and a page be shorter than asked. */
    public Page waiting(long after, int most) {
        List<OpenErasures.Open> rows = open.requestsAfter(after, most);
        return new Page(
                rows.stream().flatMap(this::waiting).toList(),
                rows.size() < most ? null : rows.getLast().position());
    }

    private Stream<Waiting> waiting(OpenErasures.Open request) {
        return history.readStream(request.id()).stream()
                .filter(event -> event.position() == request.position())
                .flatMap(
                        event ->
                                event.payload() instanceof ErasureRequested e
                                        ? Stream.of(waiting(e, event.position()))
                                        : Stream.empty());
    }

    private static Waiting waiting(ErasureRequested e, long position) {
        List<String> customers = e.customers();
        return new Waiting(
                e.requestId().value(),
                e.customerId().value(),
                customers == null ? List.of(e.customerId().value()) : customers,
                e.only(),
                e.category(),
                e.basis(),
                e.reason(),
                e.by(),
                e.occurredAt(),
                position);
    }
}
