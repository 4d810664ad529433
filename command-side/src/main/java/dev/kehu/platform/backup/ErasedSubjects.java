package dev.kehu.platform.backup;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.SubjectKeys;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What stored events say to be erased, read without any key: people, also where nothing came of it
 * yet, and keys whose texts are gone while people stay.
 */
public final class ErasedSubjects {
    private static final String END_OF_TEXTS = "privacy.texts-erasure-finished";
    private static final String MORE_KEYS = "privacy.texts-keys-divided";

    static final Set<String> EVENTS =
            Set.of(
                    "privacy.erasure-decided",
                    "privacy.erasure-finished",
                    "privacy.subjects-erased",
                    END_OF_TEXTS,
                    MORE_KEYS);

    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> subjects = new TreeSet<>();
    private final Set<UUID> divided = new TreeSet<>();

    /** Adds those of one event. */
    public void add(String name, byte[] payload) {
        if (!EVENTS.contains(name)) {
            return;
        }
        JsonNode event = JSON.readTree(payload);
        if (name.equals(END_OF_TEXTS) || name.equals(MORE_KEYS)) {
            event.path("keys").forEach(each -> divided.add(UUID.fromString(each.asString())));
        } else {
            event.path("customers").forEach(each -> subjects.add(each.asString()));
            event.path("subjects").forEach(each -> subjects.add(each.asString()));
        }
    }

    /** People who are gone. */
    public Set<String> subjects() {
        return Set.copyOf(subjects);
    }

    /** Destroys what is still there: the keys may be of an old backup. */
    public void destroyIn(SubjectKeys keys, long now) {
        if (keys.open(divided, Category.CONTENT)) {
            keys.erase(divided, Category.CONTENT, now);
        }
        if (!subjects.isEmpty()) {
            keys.erase(subjects, now);
        }
    }
}
