package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.TextsErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.TextsKeysDivided;
import dev.kehu.privacy.api.PrivacyCommand.EraseCustomer;
import dev.kehu.privacy.api.PrivacyCommand.EraseTexts;
import dev.kehu.privacy.api.PrivacyCommand.FinishErasure;
import dev.kehu.privacy.api.PrivacyCommand.FinishTextsErasure;

import java.util.ArrayList;
import java.util.List;

/** How far one erasure has come. */
enum ErasureState {
    UNKNOWN,
    PERSON_DECIDED,
    TEXTS_DECIDED,
    FINISHED;

    private static final int LONGEST_BASIS = 200;

    /** Their ids take some 98 kB, which leaves an end room for its receipt. */
    static final int KEYS_AT_ONCE = 2_500;

    static void allow(String reason, String basis) {
        if (reason.isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why the person is erased");
        }
        if (basis.isBlank() || basis.length() > LONGEST_BASIS) {
            throw Refusal.invalid(
                    "erasure.basis", "Name the legal basis, in 200 characters at most");
        }
    }

    List<ErasureEvent> decide(EraseCustomer c, List<CustomerId> customers) {
        return List.of(
                new ErasureDecided(
                        c.erasureId(),
                        c.customerId(),
                        c.only(),
                        customers.stream().map(CustomerId::value).toList(),
                        c.basis(),
                        c.reason(),
                        c.occurredAt()));
    }

    List<ErasureEvent> decide(EraseTexts c, List<CustomerId> customers) {
        return List.of(
                new TextsErasureDecided(
                        c.erasureId(),
                        c.customerId(),
                        c.only(),
                        customers.stream().map(CustomerId::value).toList(),
                        c.basis(),
                        c.reason(),
                        c.occurredAt()));
    }

    /** As {@link #decide(FinishErasure)}; keys the end has no room for stand behind it. */
    List<ErasureEvent> decide(FinishTextsErasure c) {
        if (!awaitsTheEndOf(TEXTS_DECIDED)) {
            return List.of();
        }
        List<ErasureEvent> events = new ArrayList<>();
        List<String> first = keys(c, 0);
        events.add(new TextsErasureFinished(c.erasureId(), first, c.receipt(), c.occurredAt()));
        for (int next = first.size(); next < c.keys().size(); next += KEYS_AT_ONCE) {
            events.add(new TextsKeysDivided(c.erasureId(), keys(c, next), c.occurredAt()));
        }
        return events;
    }

    private static List<String> keys(FinishTextsErasure c, int from) {
        return List.copyOf(c.keys().subList(from, Math.min(from + KEYS_AT_ONCE, c.keys().size())));
    }

    /** Nothing when it is finished already: it is stated again after a crash. */
    List<ErasureEvent> decide(FinishErasure c) {
        return awaitsTheEndOf(PERSON_DECIDED)
                ? List.of(
                        new ErasureFinished(
                                c.erasureId(), c.subjects(), c.receipt(), c.occurredAt()))
                : List.of();
    }

    /** People who go and texts that go end in different ways. */
    private boolean awaitsTheEndOf(ErasureState decided) {
        if (this != decided && this != FINISHED) {
            throw Refusal.conflict(
                    "erasure.other-kind",
                    "Another kind of erasure was decided than the one that is said to be done");
        }
        return this == decided;
    }

    ErasureState evolve(ErasureEvent event) {
        return switch (event) {
            case ErasureDecided e -> PERSON_DECIDED;
            case TextsErasureDecided e -> TEXTS_DECIDED;
            case ErasureFinished e -> FINISHED;
            case TextsErasureFinished e -> FINISHED;
            case TextsKeysDivided e -> this;
        };
    }
}
