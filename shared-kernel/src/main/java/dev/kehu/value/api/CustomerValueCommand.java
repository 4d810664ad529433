package dev.kehu.value.api;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.api.ValuePolicyEvent.SegmentsNamed;
import dev.kehu.value.api.ValuePolicyEvent.TreatmentsSet;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What may be asked about the value of one customer. */
public sealed interface CustomerValueCommand {
    @TargetAggregateIdentifier
    CustomerValueId valueId();

    CustomerId customerId();

    /**
     * Find out what a customer is worth.
     *
     * @param businessDay nothing that happened later is in the facts
     * @param position nothing recorded later is in the facts
     * @param fit number of the fit used, null without one
     * @param currency money of the facts is in it
     * @param rates number of the recorded rates, 0 without
     * @param members the customers this one is, itself first
     * @param measured one figure for each criterion
     * @param outlook what is expected of the customer still
     * @param model the version to go by
     */
    record AssessCustomer(
            CustomerValueId valueId,
            CustomerId customerId,
            LocalDate businessDay,
            long position,
            @Nullable Integer fit,
            String currency,
            int rates,
            List<String> members,
            Map<String, BigDecimal> measured,
            Map<String, BigDecimal> outlook,
            ValueModelDrafted model,
            Instant occurredAt)
            implements CustomerValueCommand {}

    /**
     * Put a customer into a strategic segment.
     *
     * @param named the segments there are
     * @param segment one of them, or null to take the customer out of the one it is in
     */
    record PlaceInSegment(
            CustomerValueId valueId,
            CustomerId customerId,
            SegmentsNamed named,
            @Nullable String segment,
            Instant occurredAt)
            implements CustomerValueCommand {}

    /**
     * Record that a customer was treated as its class asks.
     *
     * @param policy what is done for each class
     * @param cost in the policy's currency
     */
    record ApplyTreatment(
            CustomerValueId valueId,
            CustomerId customerId,
            TreatmentsSet policy,
            BigDecimal cost,
            Instant occurredAt)
            implements CustomerValueCommand {}

    /**
     * Record what followed a treatment: how score and gross profit stand now.
     *
     * @param number of the treatment
     */
    record ConcludeTreatment(
            CustomerValueId valueId, CustomerId customerId, int number, Instant occurredAt)
            implements CustomerValueCommand {}
}
