package dev.kehu.value.process.assessment;

import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.formula.fact.Fit;
import dev.kehu.value.formula.fact.Prices;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What customers are assessed by.
 *
 * @param everybody the model of all who are in no segment with one of its own
 * @param bySegment the models of strategic segments that have one in use
 * @param fit null as long as nothing was learnt
 */
record Means(Model everybody, Map<String, Model> bySegment, @Nullable Fit fit, Prices prices) {

    /** A version of a model, and the same ready to measure. */
    record Model(ValueModelDrafted version, Yardstick yardstick) {
        static Model of(ValueModelDrafted version) {
            return new Model(version, Yardstick.of(version));
        }
    }

    /** The model for a customer of a segment, null for one of none. */
    Model of(@Nullable String segment) {
        return segment == null ? everybody : bySegment.getOrDefault(segment, everybody);
    }
}
