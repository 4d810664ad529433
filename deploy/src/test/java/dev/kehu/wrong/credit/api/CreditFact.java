package dev.kehu.wrong.credit.api;

/** A fact others may read if the matrix lets them. */
public record CreditFact(String text) {}
