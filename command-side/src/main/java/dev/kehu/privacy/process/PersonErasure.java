package dev.kehu.privacy.process;

import dev.kehu.customer.api.CustomerEvent.CustomerErased;
import dev.kehu.customer.api.CustomerEvent.TextsErased;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.address.StreamIds;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.NoLongerNeeded;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.EraseTexts;
import dev.kehu.privacy.process.receipt.ErasureReceipt;
import dev.kehu.privacy.process.standing.FinishedErasures;
import dev.kehu.privacy.process.standing.Obstacles;
import dev.kehu.privacy.process.standing.Obstacles.Obstacle;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Erases people on request, and tells what came of it. */
@Component
public class PersonErasure {
    private static final int PAGE = 200;

    private final Commands commands;
    private final CustomerLookup customers;
    private final StreamIds ids;
    private final BusinessClock clock;
    private final EventHistory history;
    private final FinishedErasures finished;
    private final Obstacles obstacles;

    PersonErasure(
            Commands commands,
            CustomerLookup customers,
            StreamIds ids,
            BusinessClock clock,
            EventHistory history,
            FinishedErasures finished,
            Obstacles obstacles) {
        this.commands = commands;
        this.customers = customers;
        this.ids = ids;
        this.clock = clock;
        this.history = history;
        this.finished = finished;
        this.obstacles = obstacles;
    }

    /**
     * How an erasure stands.
     *
     * @param position of the decision
     * @param receipt as {@link ErasureReceipt} writes it, null while it is not finished
     * @param waitsFor what keeps it from being finished, null where nothing is known to
     */
    public record Standing(
            String erasureId,
            String customerId,
            long position,
            @Nullable String receipt,
            @Nullable Obstacle waitsFor) {}

    /**
     * What is asked for.
     *
     * @param category what is to be erased alone while the person stays; null for the person
     * @param because null where somebody asks for it
     */
    public record Asked(
            CustomerId customer,
            boolean only,
            @Nullable Category category,
            String reason,
            String basis,
            @Nullable NoLongerNeeded because) {
        /** For the person. */
        public Asked(CustomerId customer, boolean only, String reason, String basis) {
            this(customer, only, null, reason, basis, null);
        }

        /**
         * The same for a category alone; null or empty for the person.
         *
         * @throws Refusal {@code erasure.category}
         */
        public Asked of(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return this;
            }
            if (!text.equals(Category.CONTENT.word())) {
                throw Refusal.invalid(
                        "erasure.category",
                        "The category that can be erased alone is 'content': what was said; name"
                                + " none to erase the person");
            }
            return new Asked(customer, only, Category.CONTENT, reason, basis, because);
        }
    }

    /**
     * Decides the erasure and waits until it is finished, at most that long; it goes on by itself.
     *
     * @throws Refusal when it is not decided; nothing was changed then
     */
    public Standing erase(Asked asked, Origin origin, Duration patience) {
        PrivacyCommand command = asked.category() == null ? person(asked) : texts(asked);
        return decided(commands.send(command, origin), asked.customer(), patience);
    }

    /** Whoever is the same person when it is decided. */
    private EraseCustomer person(Asked asked) {
        return new EraseCustomer(
                ids.freshErasure(),
                asked.customer(),
                asked.only(),
                false,
                asked.reason(),
                asked.basis(),
                null,
                asked.because(),
                clock.today(),
                clock.now());
    }

    private EraseTexts texts(Asked asked) {
        return new EraseTexts(
                ids.freshErasure(),
                asked.customer(),
                asked.only(),
                false,
                asked.reason(),
                asked.basis(),
                null,
                clock.today(),
                clock.now());
    }

    /** As {@link #erase}, once it is decided. */
    public Standing decided(Receipt decided, CustomerId customer, Duration patience) {
        String erasure = decided.ids().getOrDefault("erasureId", "");
        Optional<String> receipt = finished.awaited(erasure, patience);
        return history.at(erasure, 0)
                .map(decision -> standing(decision, customer.value(), receipt))
                .orElseGet(() -> new Standing(erasure, customer.value(), 0, null, null));
    }

    private Standing standing(RecordedEvent decision, String customer, Optional<String> receipt) {
        return new Standing(
                decision.stream(),
                customer,
                decision.position(),
                receipt.orElse(null),
                receipt.isPresent() ? null : obstacles.of(decision).orElse(null));
    }

    /** Waits until an erasure is finished, at most that long. */
    public boolean isFinished(String erasure, Duration patience) {
        return finished.awaited(erasure, patience).isPresent();
    }

    /** The erasure of this customer, or the last one of its texts, if there was one. */
    public Optional<Standing> of(String customer) {
        return history.forgiving().readStream(customer).reversed().stream()
                .flatMap(event -> decision(event, customer).stream())
                .findFirst()
                .map(event -> standing(event, customer, finished.receipt(event.stream())));
    }

    private Optional<RecordedEvent> decision(RecordedEvent event, String customer) {
        return switch (event.payload()) {
            case CustomerErased e -> decidedBehind(event.position(), customer);
            case TextsErased e -> history.at(e.erasure(), 0);
            default -> Optional.empty();
        };
    }

    /** It stands in the same append, behind all that was given up. */
    private Optional<RecordedEvent> decidedBehind(long position, String customer) {
        List<RecordedEvent> page = history.readAfter(position, PAGE);
        while (!page.isEmpty()) {
            for (RecordedEvent event : page) {
                if (event.payload() instanceof ErasureDecided decided
                        && decided.customers().contains(customer)) {
                    return Optional.of(event);
                }
            }
            page = history.readAfter(page.getLast().position(), PAGE);
        }
        return Optional.empty();
    }

    /**
     * The customer somebody means by an id, a code or a contact.
     *
     * @throws Refusal {@code customer.unknown}
     */
    public CustomerId meant(String text) {
        if (text.startsWith(CustomerId.PREFIX) && history.at(text, 0).isPresent()) {
            return new CustomerId(text);
        }
        return customers
                .byCode(text)
                .or(() -> customers.byContact(text))
                .orElseThrow(
                        () ->
                                Refusal.unknown(
                                        "customer.unknown",
                                        "No customer has this id, code or contact"));
    }
}
