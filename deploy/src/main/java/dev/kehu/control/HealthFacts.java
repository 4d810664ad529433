package dev.kehu.control;

import java.util.List;

/** What a part of the program knows about its own health; any number of parts may say something. */
public interface HealthFacts {
    /** Looks now; cheap enough for a prompt. */
    List<Finding> findings();
}
