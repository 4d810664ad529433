package dev.kehu.lifecycle.view.implementation;

import dev.kehu.platform.querybus.Question;

/** How an implementation stands. */
public record GetImplementationById(String implementation)
        implements Question<ImplementationAnswer> {}
