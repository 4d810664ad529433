package dev.kehu.wrong.customer.api;

/** A fact everybody may read. */
public record CustomerFact(String text) {}
