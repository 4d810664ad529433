package dev.kehu.platform.querybus;

/**
 * A query that may cross to and from other programs, as plain JSON under the names of its classes:
 * it is a record, and so is its answer. Every other query stays in its process.
 *
 * @param <A> what is answered, and told again when it has changed
 */
public interface Question<A> {}
