package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Everything that may be asked about the privacy of people. */
public sealed interface PrivacyCommand {
    @TargetAggregateIdentifier
    ErasureId erasureId();

    /**
     * Erase a person for ever: the customer with everybody merged with it.
     *
     * @param only leave the others of a merge whole
     * @param repeated decided before, in a history that was lost since: a legal hold of an older
     *     one is no reason against it, and the keys are gone
     * @param basis the rule that asks for it; names nobody
     * @param customers everybody it was asked for; refused when others are the same person by now.
     *     Null: whoever that is
     * @param because null where somebody asked for it; else it is refused when the person is needed
     *     by now
     * @param today the business day a legal hold, and what is needed, is looked at
     */
    record EraseCustomer(
            ErasureId erasureId,
            CustomerId customerId,
            boolean only,
            boolean repeated,
            String reason,
            String basis,
            @Nullable List<String> customers,
            @Nullable NoLongerNeeded because,
            LocalDate today,
            Instant occurredAt)
            implements PrivacyCommand {
        /** Because somebody asked, and whoever is the same person. */
        public EraseCustomer(
                ErasureId erasureId,
                CustomerId customerId,
                boolean only,
                boolean repeated,
                String reason,
                String basis,
                LocalDate today,
                Instant occurredAt) {
            this(
                    erasureId,
                    customerId,
                    only,
                    repeated,
                    reason,
                    basis,
                    null,
                    null,
                    today,
                    occurredAt);
        }
    }

    /**
     * State that an erasure is done.
     *
     * @param subjects whose keys were destroyed
     * @param receipt what was touched, signed; JSON
     */
    record FinishErasure(
            ErasureId erasureId, List<String> subjects, String receipt, Instant occurredAt)
            implements PrivacyCommand {}

    /**
     * Erase what was said by and about a person, the customer with everybody merged with it, up to
     * now; the person stays.
     *
     * @param only leave what was said by the others of a merge
     * @param repeated decided before, in a history that was lost since: of these customers, whoever
     *     is the same person by now and whatever holds; the keys are gone
     * @param basis the rule that asks for it; names nobody
     * @param customers everybody it was asked for; refused when others are the same person by now.
     *     Null: whoever that is
     * @param today the business day a legal hold is looked at
     */
    record EraseTexts(
            ErasureId erasureId,
            CustomerId customerId,
            boolean only,
            boolean repeated,
            String reason,
            String basis,
            @Nullable List<String> customers,
            LocalDate today,
            Instant occurredAt)
            implements PrivacyCommand {}

    /**
     * State that an erasure of texts is done.
     *
     * @param keys ids of those that were divided, all of them
     * @param receipt what was touched, signed; JSON
     */
    record FinishTextsErasure(
            ErasureId erasureId, List<String> keys, String receipt, Instant occurredAt)
            implements PrivacyCommand {}
}
