package dev.kehu.value.process.explanation;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Why a customer's score changed: the steps add up exactly to the difference, and so do the shares
 * of the criteria.
 *
 * @param before the assessment that held at the first date, null when there was none
 * @param after the one that held at the second
 * @param byCriterion shares of the difference; only what moved
 * @param byCause shares of the difference: model, fit, rates, group, time, events
 * @param steps each replaces one thing, in this order, and keeps what was replaced before
 */
public record Explanation(
        String customer,
        LocalDate from,
        LocalDate to,
        @Nullable State before,
        @Nullable State after,
        BigDecimal difference,
        Map<String, BigDecimal> byCriterion,
        Map<String, BigDecimal> byCause,
        List<Step> steps) {

    /** What an assessment said. */
    public record State(
            LocalDate businessDay,
            BigDecimal score,
            String valueClass,
            String trend,
            String model,
            @Nullable Integer fit,
            Map<String, String> levels) {}

    /**
     * One cause.
     *
     * @param cause {@code first-assessment}, {@code model}, {@code rates}, {@code fit}, {@code
     *     time}, {@code event} or {@code group}
     * @param kind of the contact, for an event
     * @param position of the event, null for other causes
     * @param day it happened on, null for other causes
     */
    public record Step(
            String cause,
            @Nullable String kind,
            @Nullable Long position,
            @Nullable LocalDate day,
            BigDecimal change,
            Map<String, BigDecimal> byCriterion) {}
}
