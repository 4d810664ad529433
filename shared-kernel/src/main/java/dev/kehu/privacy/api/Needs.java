package dev.kehu.privacy.api;

import dev.kehu.customer.api.CustomerId;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Says how long a person is needed; a part of the decision to erase it. */
public interface Needs {
    /**
     * The last day any purpose needs the person, by all that is recorded when it is asked.
     *
     * @param person everybody who is the same person
     * @param months by purpose, how long each needs a person
     * @return empty where it is needed without an end
     */
    Optional<LocalDate> lastDay(Collection<CustomerId> person, Map<String, Integer> months);
}
