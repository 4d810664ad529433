package dev.kehu.platform.projection.compare;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * One of two builds.
 *
 * @param documents the collection they are in
 * @param position as far as it has come
 * @param parkedAt position at which a subject is parked in it, else 0
 */
public record Side(String documents, LongSupplier position, ToLongFunction<String> parkedAt) {}
