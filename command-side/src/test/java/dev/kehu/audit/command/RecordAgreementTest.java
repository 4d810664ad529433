package dev.kehu.audit.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.audit.api.ConfidentialityCommand.EndAgreement;
import dev.kehu.audit.api.ConfidentialityCommand.RecordAgreement;
import dev.kehu.audit.api.ConfidentialityEvent;
import dev.kehu.audit.api.ConfidentialityEvent.ConfidentialityAgreed;
import dev.kehu.audit.api.ConfidentialityId;
import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Who of the staff agreed to keep what they see is written down once. */
class RecordAgreementTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    private AgreedStaff staff = AgreedStaff.NOBODY;

    private static RecordAgreement agreement(String user, String version, LocalDate day) {
        return new RecordAgreement(
                ConfidentialityId.FIRM, user, version, day, "file 7", TODAY, NOON);
    }

    private List<ConfidentialityEvent> happened(List<ConfidentialityEvent> events) {
        events.forEach(event -> staff = staff.evolve(event));
        return events;
    }

    private static EndAgreement ending(String user, String reason) {
        return new EndAgreement(ConfidentialityId.FIRM, user, reason, NOON);
    }

    private static void refuses(String code, Runnable decision) {
        assertThatThrownBy(decision::run)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    @Test
    void keepsWhoSignedWhatAndWhenAndTheSameOnce() {
        assertThat(happened(staff.decide(agreement("ann", "2026-01", TODAY))))
                .containsExactly(
                        new ConfidentialityAgreed(
                                ConfidentialityId.FIRM, "ann", "2026-01", TODAY, "file 7", NOON));
        assertThat(staff.decide(agreement("ann", "2026-01", TODAY))).isEmpty();
        assertThat(staff.decide(agreement("ann", "2027-01", TODAY))).hasSize(1);
        assertThat(staff.decide(agreement("bob", "2026-01", TODAY))).hasSize(1);
    }

    @Test
    void refusesWhatProvesNothing() {
        refuses("agreement.user", () -> staff.decide(agreement(" ", "2026-01", TODAY)));
        refuses("agreement.unproven", () -> staff.decide(agreement("ann", "", TODAY)));
        refuses(
                "agreement.future",
                () -> staff.decide(agreement("ann", "2026-01", TODAY.plusDays(1))));
    }

    @Test
    void endsWhatHolds() {
        refuses("agreement.none", () -> staff.decide(ending("ann", "left")));
        happened(staff.decide(agreement("ann", "2026-01", TODAY)));
        refuses("reason.missing", () -> staff.decide(ending("ann", " ")));
        happened(staff.decide(ending("ann", "left")));
        refuses("agreement.none", () -> staff.decide(ending("ann", "left")));
        assertThat(staff.decide(agreement("ann", "2026-01", TODAY))).as("came back").hasSize(1);
    }
}
