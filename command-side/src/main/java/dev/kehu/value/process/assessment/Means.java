package dev.kehu.value.process.assessment;

import dev.kehu.value.api.ValueModelEvent.ValueModelDrafted;
import dev.kehu.value.formula.assessment.Yardstick;
import dev.kehu.value.formula.fact.Fit;
import dev.kehu.value.formula.fact.Prices;

import org.jspecify.annotations.Nullable;

/**
 * What customers are assessed by.
 *
 * @param yardstick the model, ready to measure
 * @param fit null as long as nothing was learnt
 */
record Means(ValueModelDrafted model, Yardstick yardstick, @Nullable Fit fit, Prices prices) {}
