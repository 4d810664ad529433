package dev.kehu.lifecycle.view.implementation;

import dev.kehu.platform.querybus.Question;

import org.jspecify.annotations.Nullable;

/**
 * What came of an implementation's goals.
 *
 * @param asOf a day or a time; null: the business day
 */
public record GetEvaluationOfImplementation(String implementation, @Nullable String asOf)
        implements Question<EvaluationAnswer> {}
