package dev.kehu.value.api;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Who was in which class when, without reading history: the port to a view that knows. */
public interface HeldClasses {
    /**
     * The classes that held at the end of two days.
     *
     * @param before null where nothing had been assessed by then
     */
    record Step(@Nullable String before, @Nullable String after) {}

    /**
     * How many customers took which step: all who were ever assessed, but for those who were merged
     * into another.
     *
     * @param position nothing recorded later counts
     * @return empty where the view does not know all that was recorded by then
     */
    Optional<Map<Step, Long>> steps(LocalDate from, LocalDate to, long position);
}
