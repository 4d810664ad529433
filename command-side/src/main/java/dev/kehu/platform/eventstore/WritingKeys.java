package dev.kehu.platform.eventstore;

import dev.kehu.platform.sealing.Envelope;
import dev.kehu.platform.sealing.SubjectKeys;
import dev.kehu.platform.serializer.SealedParts;

import java.time.Clock;
import java.util.Set;

/** The keys of what the writer writes. */
interface WritingKeys {
    /** Makes those of these subjects durable that are new; called before each group is written. */
    void makeDurable(Set<String> subjects);

    /** Changes with each key that is divided or destroyed. */
    default long divisions() {
        return 0;
    }

    /** Whether a draft was sealed with one that was divided meanwhile, so that it never opens. */
    default boolean outdated(Draft draft) {
        return false;
    }

    static WritingKeys of(SubjectKeys keys, Clock clock) {
        Envelope envelope = new Envelope(keys);
        return new WritingKeys() {
            @Override
            public void makeDurable(Set<String> subjects) {
                keys.makeDurable(subjects, clock.millis());
            }

            @Override
            public long divisions() {
                return keys.erasures();
            }

            /** Who is erased is another matter: what is recorded of them has no key on purpose. */
            @Override
            public boolean outdated(Draft draft) {
                return !keys.isForbidden(draft.subject())
                        && !SealedParts.of(draft.payload()).stream().allMatch(envelope::opens);
            }
        };
    }
}
