package dev.kehu.value.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What may be decided about value for everybody. */
public sealed interface ValuePolicyCommand {
    @TargetAggregateIdentifier
    ValuePolicyId policyId();

    /**
     * Convert money of other currencies, and price an hour of contact, from now on.
     *
     * @param currency of the facts customers are assessed by
     * @param rates one unit of another currency in that one
     * @param hour price of an hour of contact
     */
    record QuoteRates(
            ValuePolicyId policyId,
            String currency,
            Map<String, BigDecimal> rates,
            BigDecimal hour,
            Instant occurredAt)
            implements ValuePolicyCommand {}

    /**
     * Say what is done for customers of each class from now on.
     *
     * @param actions by class, what to do
     * @param budgets by class, for all customers together
     * @param ceilings by class, for one customer
     */
    record PrescribeTreatments(
            ValuePolicyId policyId,
            String currency,
            Map<String, String> actions,
            Map<String, BigDecimal> budgets,
            Map<String, BigDecimal> ceilings,
            Instant occurredAt)
            implements ValuePolicyCommand {}

    /**
     * Say which strategic segments there are from now on; each can have a value model of its own.
     *
     * @param segments their names, twelve at most
     */
    record NameSegments(ValuePolicyId policyId, List<String> segments, Instant occurredAt)
            implements ValuePolicyCommand {}
}
