package dev.kehu.platform.deadline;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * How much of what was recorded has been heard by those who set deadlines, and may take them back.
 *
 * @param head position of the newest event
 * @param reached of a processor: all events up to here were handed over
 */
public record Heard(LongSupplier head, ToLongFunction<String> reached) {}
