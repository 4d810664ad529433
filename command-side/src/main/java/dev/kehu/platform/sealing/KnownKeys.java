package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.platform.sealing.keystore.SubjectKey;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What memory knows of keys without asking their store: those that were made and are not there yet,
 * those used lately, and whose are destroyed.
 */
final class KnownKeys {
    private static final int CACHED = 200_000;

    private final Set<String> erased = ConcurrentHashMap.newKeySet();

    /** Of the erased, those whose keys may still be in the store: it failed, or is at it. */
    private final Set<String> undone = ConcurrentHashMap.newKeySet();

    private final Map<String, SubjectKey> made = new ConcurrentHashMap<>();
    private final Map<String, SubjectKey> bySubject = lru();
    private final Map<UUID, SubjectKey> byId = lru();

    KnownKeys(Collection<String> erased) {
        this.erased.addAll(erased);
    }

    boolean isForbidden(String subject) {
        return erased.contains(subject);
    }

    boolean isDestroyed(String subject) {
        return erased.contains(subject) && !undone.contains(subject);
    }

    /** From here on nobody is given their keys. */
    void forbid(Collection<String> subjects) {
        undone.addAll(subjects);
        erased.addAll(subjects);
        Set<String> all = Set.copyOf(subjects);
        synchronized (bySubject) {
            bySubject.keySet().removeAll(all);
        }
        synchronized (byId) {
            byId.values().removeIf(key -> all.contains(SubjectKey.wholeOf(key.subject())));
        }
    }

    void destroyed(Collection<String> subjects) {
        subjects.forEach(undone::remove);
    }

    /** The one that is not in the store yet; a new one where there is none. */
    SubjectKey made(String subject) {
        return made.computeIfAbsent(subject, SubjectKey::fresh);
    }

    boolean hasMade(Collection<String> subjects) {
        return subjects.stream().anyMatch(made::containsKey);
    }

    List<SubjectKey> madeFor(Collection<String> subjects) {
        return subjects.stream().map(made::get).filter(Objects::nonNull).toList();
    }

    /** Those of these ids whose subjects are not erased. */
    List<SubjectKey> madeAs(Collection<UUID> ids) {
        return made.values().stream()
                .filter(key -> ids.contains(key.id()))
                .filter(key -> !erased.contains(key.subject()))
                .toList();
    }

    /** They are in the store now, as keys or as tombstones. */
    void settled(Collection<SubjectKey> keys) {
        keys.forEach(key -> made.remove(key.subject(), key));
    }

    /** The one in the store, if it was used lately. */
    @Nullable SubjectKey stored(String subject) {
        synchronized (bySubject) {
            return bySubject.get(subject);
        }
    }

    @Nullable SubjectKey newest(String subject) {
        SubjectKey stored = stored(subject);
        return stored != null ? stored : made.get(subject);
    }

    @Nullable SubjectKey stored(UUID id) {
        synchronized (byId) {
            return byId.get(id);
        }
    }

    @Nullable SubjectKey made(UUID id) {
        return made.values().stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }

    /** By who has the turn of the store, so that what is being erased is not put back. */
    void remember(SubjectKey key) {
        if (erased.contains(SubjectKey.wholeOf(key.subject()))) {
            return;
        }
        if (!key.isPart()) {
            synchronized (bySubject) {
                bySubject.put(key.subject(), key);
            }
        }
        synchronized (byId) {
            byId.put(key.id(), key);
        }
    }

    void forget(Collection<UUID> ids, Category category) {
        synchronized (bySubject) {
            bySubject.values().removeIf(key -> ids.contains(key.id()));
        }
        synchronized (byId) {
            for (UUID id : ids) {
                byId.remove(id);
                byId.remove(SubjectKey.partId(id, category));
            }
        }
    }

    private static <K> Map<K, SubjectKey> lru() {
        return new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, SubjectKey> eldest) {
                return size() > CACHED;
            }
        };
    }
}
