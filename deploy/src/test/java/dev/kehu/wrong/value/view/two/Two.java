package dev.kehu.wrong.value.view.two;

/** The view leaned on. */
public record Two(String text) {}
