package dev.kehu.privacy.process;

import dev.kehu.privacy.api.Forgetful;
import dev.kehu.privacy.api.PrivacyCommand;
import dev.kehu.privacy.process.receipt.Decision;

import java.util.Collection;
import java.util.List;
import java.util.Set;

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

    /** What states that it is done. */
    PrivacyCommand end(Decision decision, Found found, String receipt);
}
