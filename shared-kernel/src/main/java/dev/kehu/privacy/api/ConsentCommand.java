package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalTime;

/** Everything that may be asked about what a customer allows. */
public sealed interface ConsentCommand {
    @TargetAggregateIdentifier
    ConsentId consentId();

    CustomerId customerId();

    /**
     * Keep that a customer allowed one purpose on one channel.
     *
     * @param basis of law: consent, contract or legitimate-interest
     * @param textVersion which wording the customer was shown
     * @param form how it was given: a word such as web-form, paper or phone
     * @param evidence where the proof is
     */
    record GrantConsent(
            ConsentId consentId,
            CustomerId customerId,
            String purpose,
            String channel,
            String basis,
            String textVersion,
            String form,
            @Nullable String evidence,
            Instant occurredAt)
            implements ConsentCommand {}

    /**
     * Keep that a customer allows it no more; nothing need have been allowed before.
     *
     * @param purpose null: every purpose
     * @param channel null: every channel
     */
    record WithdrawConsent(
            ConsentId consentId,
            CustomerId customerId,
            @Nullable String purpose,
            @Nullable String channel,
            @Nullable String reason,
            Instant occurredAt)
            implements ConsentCommand {}

    /**
     * Allow one message to leave, by the consent it names.
     *
     * @param consent as {@link ConsentId#number} writes it, null when none was named
     */
    record ApproveMessage(
            ConsentId consentId,
            CustomerId customerId,
            String purpose,
            String channel,
            @Nullable String consent,
            Limits limits,
            Instant occurredAt)
            implements ConsentCommand {}

    /**
     * What holds for messages of the whole firm.
     *
     * @param aWeek most messages to one person on one channel in seven days; 0: no limit
     * @param quietFrom when messages may not leave any more; equal to {@code quietUntil}: never
     * @param now time of day at the firm
     */
    record Limits(int aWeek, LocalTime quietFrom, LocalTime quietUntil, LocalTime now) {
        public boolean quiet() {
            boolean late = !now.isBefore(quietFrom), early = now.isBefore(quietUntil);
            if (quietFrom.equals(quietUntil)) return false;
            return quietFrom.isAfter(quietUntil) ? late || early : late && early;
        }
    }
}
