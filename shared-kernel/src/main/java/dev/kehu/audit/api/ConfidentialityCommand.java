package dev.kehu.audit.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** Everything that may be asked about who of the staff agreed to keep what they see. */
public sealed interface ConfidentialityCommand {
    @TargetAggregateIdentifier
    ConfidentialityId confidentialityId();

    /** The member of the staff, by user name. */
    String user();

    /**
     * Keep that somebody agreed.
     *
     * @param textVersion which wording was signed
     * @param evidence where the signed paper is
     * @param today the business day; nobody has signed tomorrow
     */
    record RecordAgreement(
            ConfidentialityId confidentialityId,
            String user,
            String textVersion,
            LocalDate signedOn,
            @Nullable String evidence,
            LocalDate today,
            Instant occurredAt)
            implements ConfidentialityCommand {}

    /** Keep that an agreement holds no more, for instance because somebody left. */
    record EndAgreement(
            ConfidentialityId confidentialityId, String user, String reason, Instant occurredAt)
            implements ConfidentialityCommand {}
}
