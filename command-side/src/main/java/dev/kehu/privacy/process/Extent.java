package dev.kehu.privacy.process;

import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.process.receipt.Decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How much of people goes. */
interface Extent {
    /** Whom it concerns beside those who are found now; the caller's own. */
    Set<String> writtenDown(Decision decision);

    /** What can still be read of it. */
    Readable values(Decision decision, Set<String> subjects);

    /** What a sweep looks for of that. */
    Set<String> sought(Readable values);

    /**
     * Writes down what is to be destroyed, apart from every backup, then destroys it; the same when
     * it is done again.
     *
     * @return ids of keys that were divided
     */
    List<String> destroy(Decision decision, Set<String> subjects);

    /**
     * Has a store forget it.
     *
     * @param position of the event that says so
     */
    void forget(Forgetful store, Decision decision, Collection<String> subjects, long position);

    /**
     * Has all of them forget: what one waits for is no reason for another to keep it.
     *
     * @return what they are called
     * @throws RuntimeException as the first that could not; all were tried
     */
    default List<String> forgetEverywhere(
            Stream<Forgetful> stores,
            Decision decision,
            Collection<String> subjects,
            long position) {
        List<String> places = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        stores.forEach(
                store -> {
                    try {
                        forget(store, decision, subjects, position);
                        places.add(store.place());
                    } catch (RuntimeException failure) {
                        failures.add(failure);
                    }
                });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return places;
    }

    /** What states that it is done. */
    PrivacyCommand end(Decision decision, Found found, String receipt);
}
