package dev.kehu.privacy.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** Everything that may be asked about how long people are kept. */
public sealed interface RetentionCommand {
    @TargetAggregateIdentifier
    RetentionId retentionId();

    /**
     * Say how long people are kept from now on.
     *
     * @param months by purpose, how long each needs a person after what {@link Purpose} says
     */
    record PrescribeRetention(
            RetentionId retentionId, Map<String, Integer> months, String reason, Instant occurredAt)
            implements RetentionCommand {}

    /** Erase everybody no purpose needs any more. */
    record BeginRetentionRun(RetentionId retentionId, Instant occurredAt)
            implements RetentionCommand {}

    /** State what a run has come to. */
    record FinishRetentionRun(RetentionId retentionId, int run, Outcome outcome, Instant occurredAt)
            implements RetentionCommand {}

    /**
     * What a run has come to, in people; who was merged is one.
     *
     * @param day the business day by which they were due
     * @param due whom no purpose needed any more
     * @param erased by this run
     * @param requested for whose erasure a second person has to decide
     * @param held on whom a legal hold lay
     * @param refused who was not erased for another reason; they are due again
     */
    record Outcome(LocalDate day, int due, int erased, int requested, int held, int refused) {}

    /** What a person is kept for, and what the period is counted from. */
    enum Purpose {
        /** Everybody; from the last interaction, without one from the first event. */
        CUSTOMER_SERVICE("customer-service"),
        /** Who traded; from the last quote, order, payment, delivery or return. */
        CONTRACT("contract"),
        /** Who allowed or forbade something; while a grant stands without an end, then from no. */
        CONSENT("consent");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }

        /** As policies and people write it. */
        public String label() {
            return label;
        }
    }
}
