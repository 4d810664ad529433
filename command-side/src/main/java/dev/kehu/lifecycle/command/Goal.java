package dev.kehu.lifecycle.command;

import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.lifecycle.formula.Appraisal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One goal and how it stands.
 *
 * @param points figures by day, the last said of each; one or more
 */
record Goal(
        String metric,
        String direction,
        Measure measure,
        BigDecimal target,
        BigDecimal weight,
        int stage,
        @Nullable String parent,
        BigDecimal baseline,
        TreeMap<LocalDate, BigDecimal> points) {

    boolean achieved() {
        return achieved(points.lastEntry().getValue());
    }

    boolean achieved(BigDecimal result) {
        return Appraisal.achieved(direction, target, result);
    }

    /** How it stood on a day, as far as was said by now; before all figures, its baseline. */
    BigDecimal known(LocalDate day) {
        Map.Entry<LocalDate, BigDecimal> last = points.floorEntry(day);
        return last == null ? baseline : last.getValue();
    }

    /** Whether this very figure of this very day is among them. */
    boolean says(LocalDate day, BigDecimal value) {
        BigDecimal said = points.get(day);
        return said != null && said.compareTo(value) == 0;
    }

    /** Computed as of the end of a day; empty where it is reported, or cannot be computed. */
    Optional<Figure> now(LocalDate day, Measuring measuring) {
        if (!measure.computed()) return Optional.empty();
        try {
            return measuring.measure(measure, day);
        } catch (Refusal currencies) {
            return Optional.empty();
        }
    }

    Goal partOf(String whole) {
        return new Goal(metric, direction, measure, target, weight, stage, whole, baseline, points);
    }

    Goal at(BigDecimal value, LocalDate day) {
        TreeMap<LocalDate, BigDecimal> more = new TreeMap<>(points);
        more.put(day, value);
        return new Goal(metric, direction, measure, target, weight, stage, parent, baseline, more);
    }
}
