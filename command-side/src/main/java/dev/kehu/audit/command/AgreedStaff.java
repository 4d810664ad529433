package dev.kehu.audit.command;

import dev.kehu.audit.api.ConfidentialityCommand.EndAgreement;
import dev.kehu.audit.api.ConfidentialityCommand.RecordAgreement;
import dev.kehu.audit.api.ConfidentialityEvent;
import dev.kehu.audit.api.ConfidentialityEvent.ConfidentialityAgreed;
import dev.kehu.audit.api.ConfidentialityEvent.ConfidentialityEnded;
import dev.kehu.kernel.Refusal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who agreed to which wording.
 *
 * @param versions by user
 */
record AgreedStaff(Map<String, String> versions) {
    static final AgreedStaff NOBODY = new AgreedStaff(Map.of());

    private static final int LONGEST = 100;

    /** Nothing when the wording is the one that was signed last. */
    List<ConfidentialityEvent> decide(RecordAgreement c) {
        if (c.user().isBlank() || c.user().length() > LONGEST) {
            throw Refusal.invalid("agreement.user", "Name the user who signed");
        }
        if (c.textVersion().isBlank() || c.textVersion().length() > LONGEST) {
            throw Refusal.invalid("agreement.unproven", "Name the version of the text signed");
        }
        if (c.signedOn().isAfter(c.today())) {
            throw Refusal.invalid("agreement.future", "Nobody has signed it yet on that day");
        }
        return c.textVersion().equals(versions.get(c.user()))
                ? List.of()
                : List.of(
                        new ConfidentialityAgreed(
                                c.confidentialityId(),
                                c.user(),
                                c.textVersion(),
                                c.signedOn(),
                                c.evidence(),
                                c.occurredAt()));
    }

    List<ConfidentialityEvent> decide(EndAgreement c) {
        if (c.reason().isBlank()) {
            throw Refusal.invalid("reason.missing", "Say why the agreement holds no more");
        }
        if (!versions.containsKey(c.user())) {
            throw Refusal.unknown("agreement.none", "This user has no agreement that holds");
        }
        return List.of(
                new ConfidentialityEnded(
                        c.confidentialityId(), c.user(), c.reason(), c.occurredAt()));
    }

    AgreedStaff evolve(ConfidentialityEvent event) {
        Map<String, String> next = new TreeMap<>(versions);
        switch (event) {
            case ConfidentialityAgreed e -> next.put(e.user(), e.textVersion());
            case ConfidentialityEnded e -> next.remove(e.user());
        }
        return new AgreedStaff(next);
    }
}
