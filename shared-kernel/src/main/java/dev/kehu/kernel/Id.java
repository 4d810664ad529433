package dev.kehu.kernel;

/**
 * An identifier whose text is prefixed by its type, so that streams of different types cannot
 * clash. Stored as that text.
 */
public interface Id {
    String value();
}
