package dev.kehu.control;

import java.util.List;
import java.util.function.Consumer;

/** What a part of the program knows about its own health; any number of parts may say something. */
public interface HealthFacts {
    /** Looks now; reads history once at most. */
    List<Finding> findings();

    /**
     * Looks at everything, however long it takes, and puts right what it may.
     *
     * @param progress gets a line now and again
     */
    default List<Finding> thorough(Consumer<String> progress) {
        return List.of();
    }
}
