package dev.kehu.value.process.explanation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a draft would have made of everybody who was assessed. Nothing of it is recorded.
 *
 * @param weights the draft's, by criterion
 * @param customers who were assessed at least once
 * @param counts customers by the class they are in, then the class the draft puts them in
 * @param movers the twenty whose score moves most
 */
public record WhatIf(
        Map<String, BigDecimal> weights,
        BigDecimal consistencyRatio,
        long customers,
        List<String> classes,
        Map<String, Map<String, Long>> counts,
        List<Mover> movers) {

    /**
     * One customer, and why.
     *
     * @param byCriterion shares of the change; only what moves
     * @param levels by criterion, where the draft puts another: {@code good → average}
     */
    public record Mover(
            String customer,
            BigDecimal score,
            BigDecimal drafted,
            BigDecimal change,
            String valueClass,
            String draftedClass,
            String draftedTrend,
            Map<String, BigDecimal> byCriterion,
            Map<String, String> levels) {}
}
