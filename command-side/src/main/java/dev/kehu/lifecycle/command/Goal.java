package dev.kehu.lifecycle.command;

import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.formula.Appraisal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One goal and how it stands.
 *
 * @param current the figure of the latest day
 */
record Goal(
        String metric,
        String direction,
        Measure measure,
        BigDecimal target,
        BigDecimal weight,
        int stage,
        @Nullable String parent,
        BigDecimal current,
        LocalDate day) {

    boolean achieved() {
        return achieved(current);
    }

    boolean achieved(BigDecimal result) {
        return Appraisal.achieved(direction, target, result);
    }

    Goal partOf(String whole) {
        return new Goal(metric, direction, measure, target, weight, stage, whole, current, day);
    }

    /** What was said later of an earlier day changes nothing about how it stands. */
    Goal at(BigDecimal value, LocalDate of) {
        return of.isBefore(day)
                ? this
                : new Goal(metric, direction, measure, target, weight, stage, parent, value, of);
    }
}
