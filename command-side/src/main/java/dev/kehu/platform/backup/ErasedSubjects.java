package dev.kehu.platform.backup;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.Set;

/** Whom stored events say to be erased, read without any key; also where nothing came of it yet. */
public final class ErasedSubjects {
    static final Set<String> EVENTS = Set.of("privacy.erasure-decided", "privacy.erasure-finished");

    private static final JsonMapper JSON = new JsonMapper();

    private ErasedSubjects() {}

    /** Adds those of one event. */
    public static void of(String name, byte[] payload, Collection<String> erased) {
        if (EVENTS.contains(name)) {
            JsonNode event = JSON.readTree(payload);
            event.path("customers").forEach(each -> erased.add(each.asString()));
            event.path("subjects").forEach(each -> erased.add(each.asString()));
        }
    }
}
