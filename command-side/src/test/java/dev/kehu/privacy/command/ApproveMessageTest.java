package dev.kehu.privacy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.Refusal;
import dev.kehu.privacy.api.ConsentCommand.ApproveMessage;
import dev.kehu.privacy.api.ConsentCommand.GrantConsent;
import dev.kehu.privacy.api.ConsentCommand.Limits;
import dev.kehu.privacy.api.ConsentCommand.WithdrawConsent;
import dev.kehu.privacy.api.ConsentEvent;
import dev.kehu.privacy.api.ConsentEvent.MessageApproved;
import dev.kehu.privacy.api.ConsentId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/** A message leaves by a consent that holds, and by no other. */
class ApproveMessageTest {
    private static final CustomerId ANN = new CustomerId("customer-a");
    private static final ConsentId OF_ANN = ConsentId.of(ANN);
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String FIRST = OF_ANN.number(1);

    private ConsentState state = ConsentState.NONE;
    private ConsentState twin = ConsentState.NONE;

    private void happened(List<ConsentEvent> events) {
        events.forEach(event -> state = state.evolve(event));
    }

    private static GrantConsent grant(String basis, String text, Instant at) {
        return new GrantConsent(
                OF_ANN, ANN, "newsletter", "email", basis, text, "web-form", "form 1", at);
    }

    private void granted(Instant at) {
        happened(state.decide(grant("consent", "2026-01", at)));
    }

    private static WithdrawConsent withdrawal(
            @Nullable String purpose, @Nullable String channel, Instant at) {
        return new WithdrawConsent(OF_ANN, ANN, purpose, channel, null, at);
    }

    private List<ConsentEvent> approve(
            String purpose, String channel, @Nullable String consent, Instant at, int hour) {
        Limits limits =
                new Limits(2, LocalTime.of(21, 0), LocalTime.of(8, 0), LocalTime.of(hour, 0));
        return ConsentState.decide(
                new ApproveMessage(OF_ANN, ANN, purpose, channel, consent, limits, at),
                Map.of(OF_ANN.value(), state, "consent-twin", twin));
    }

    private List<ConsentEvent> approve(@Nullable String consent) {
        return approve("newsletter", "email", consent, NOON, 12);
    }

    private static void refuses(String code, Runnable decision) {
        assertThatThrownBy(decision::run)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    @Test
    void letsAMessageGoByTheConsentItNames() {
        granted(NOON.minusSeconds(60));
        assertThat(approve(FIRST))
                .containsExactly(
                        new MessageApproved(OF_ANN, ANN, "newsletter", "email", FIRST, NOON));
    }

    @Test
    void refusesOneThatNamesNone() {
        granted(NOON.minusSeconds(60));
        refuses("consent.missing", () -> approve(null));
        refuses("consent.missing", () -> approve(" "));
        refuses("consent.unknown", () -> approve(OF_ANN.number(2)));
        refuses("consent.unknown", () -> approve("consent-other.1"));
    }

    @Test
    void refusesAnotherPurposeOrChannel() {
        granted(NOON.minusSeconds(60));
        refuses("consent.not-for-this", () -> approve("survey", "email", FIRST, NOON, 12));
        refuses("consent.not-for-this", () -> approve("newsletter", "sms", FIRST, NOON, 12));
    }

    @Test
    void refusesWhatWasWithdrawnWhicheverBecameKnownFirst() {
        happened(state.decide(withdrawal("newsletter", "email", NOON.minusSeconds(30))));
        granted(NOON.minusSeconds(60));
        refuses("consent.withdrawn", () -> approve(FIRST));
        granted(NOON.minusSeconds(10));
        assertThat(approve(OF_ANN.number(2))).hasSize(1);
    }

    @Test
    void refusesWhatWasWithdrawnForEverythingOrByATwin() {
        granted(NOON.minusSeconds(60));
        ConsentState before = state;
        happened(state.decide(withdrawal(null, null, NOON.minusSeconds(30))));
        refuses("consent.withdrawn", () -> approve(FIRST));
        state = before;
        for (ConsentEvent event :
                ConsentState.NONE.decide(withdrawal(null, "email", NOON.minusSeconds(30)))) {
            twin = twin.evolve(event);
        }
        refuses("consent.withdrawn", () -> approve(FIRST));
    }

    @Test
    void refusesInTheQuietHoursAndBeyondTheWeeklyNumber() {
        granted(NOON.minus(Duration.ofDays(30)));
        refuses("message.quiet-hours", () -> approve("newsletter", "email", FIRST, NOON, 22));
        refuses("message.quiet-hours", () -> approve("newsletter", "email", FIRST, NOON, 7));
        happened(approve("newsletter", "email", FIRST, NOON.minus(Duration.ofDays(8)), 12));
        happened(approve("newsletter", "email", FIRST, NOON.minus(Duration.ofDays(1)), 12));
        happened(approve(FIRST));
        refuses("message.too-many", () -> approve(FIRST));
        assertThat(approve("newsletter", "email", FIRST, NOON.plus(Duration.ofDays(7)), 12))
                .hasSize(1);
    }

    @Test
    void refusesAGrantThatProvesNothing() {
        refuses("consent.unproven", () -> state.decide(grant("consent", " ", NOON)));
        refuses("consent.basis", () -> state.decide(grant("habit", "2026-01", NOON)));
        refuses("consent.word", () -> state.decide(withdrawal("All Of It", null, NOON)));
    }

    @Test
    void takesAWithdrawalOfWhatWasNeverGivenAndTwice() {
        happened(state.decide(withdrawal("newsletter", "email", NOON)));
        assertThat(state.decide(withdrawal("newsletter", "email", NOON))).hasSize(1);
    }
}
