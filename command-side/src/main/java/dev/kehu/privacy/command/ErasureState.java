package dev.kehu.privacy.command;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.ErasureEvent;
import dev.kehu.privacy.api.ErasureEvent.ErasureDecided;
import dev.kehu.privacy.api.ErasureEvent.ErasureFinished;
import dev.kehu.privacy.api.ErasureEvent.SubjectsErased;
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

    /** Ids of keys or subjects; they take some 92 kB, which leaves an end room for its receipt. */
    static final int IDS_AT_ONCE = 1_800;

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

    /** As {@link #decide(FinishErasure)}. */
    List<ErasureEvent> decide(FinishTextsErasure c) {
        if (!awaitsTheEndOf(TEXTS_DECIDED)) {
            return List.of();
        }
        List<ErasureEvent> events = new ArrayList<>();
        List<String> first = part(c.keys(), 0);
        events.add(new TextsErasureFinished(c.erasureId(), first, c.receipt(), c.occurredAt()));
        for (int next = first.size(); next < c.keys().size(); next += IDS_AT_ONCE) {
            events.add(new TextsKeysDivided(c.erasureId(), part(c.keys(), next), c.occurredAt()));
        }
        return events;
    }

    private static List<String> part(List<String> ids, int from) {
        return List.copyOf(ids.subList(from, Math.min(from + IDS_AT_ONCE, ids.size())));
    }

    /**
     * Nothing when it is finished already: it is stated again after a crash. Ids the end has no
     * room for stand behind it.
     */
    List<ErasureEvent> decide(FinishErasure c) {
        if (!awaitsTheEndOf(PERSON_DECIDED)) {
            return List.of();
        }
        List<ErasureEvent> events = new ArrayList<>();
        List<String> first = part(c.subjects(), 0);
        events.add(new ErasureFinished(c.erasureId(), first, c.receipt(), c.occurredAt()));
        for (int next = first.size(); next < c.subjects().size(); next += IDS_AT_ONCE) {
            events.add(new SubjectsErased(c.erasureId(), part(c.subjects(), next), c.occurredAt()));
        }
        return events;
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
            case SubjectsErased e -> this;
            case TextsKeysDivided e -> this;
        };
    }
}
