package dev.kehu.privacy.api;

import dev.kehu.kernel.Refusal;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The longest period, in months. */
    int LONGEST = 1_200;

    /**
     * Periods that say something.
     *
     * @throws Refusal {@code retention.purpose} or {@code retention.period}
     */
    static void allow(Map<String, @Nullable Integer> months) {
        if (months.isEmpty() || !Purpose.LABELS.containsAll(months.keySet())) {
            throw Refusal.invalid(
                    "retention.purpose",
                    "Name periods for customer-service, contract and consent; a purpose without"
                            + " one keeps people without an end");
        }
        if (months.values().stream().anyMatch(it -> it == null || it < 1 || it > LONGEST)) {
            throw Refusal.invalid(
                    "retention.period", "A period is a number of months from 1 to " + LONGEST);
        }
    }

    /** What a person is kept for, and what the period is counted from. */
    enum Purpose {
        /** Everybody; from the last interaction, without one from the first event. */
        CUSTOMER_SERVICE("customer-service"),
        /** Who traded; from the last quote, order, payment, delivery or return. */
        CONTRACT("contract"),
        /** Who allowed or forbade something; while a grant stands without an end, then from no. */
        CONSENT("consent");

        private static final Set<String> LABELS =
                Arrays.stream(values()).map(Purpose::label).collect(Collectors.toSet());

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
