package dev.kehu.platform.search;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text sealed for each subject stands beside its readable ones: who was erased cannot have it
 * opened any more.
 */
final class Markers {
    private static final int KEPT = 2_000;

    private final Vault vault;
    private final Category category;
    private final Map<String, String> sealed = bounded();

    /**
     * @param category of the texts they stand beside
     */
    Markers(Vault vault, Category category) {
        this.vault = vault;
        this.category = category;
    }

    static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > KEPT;
            }
        };
    }

    /** Null for who was erased. */
    synchronized @Nullable String of(String subject) {
        return sealed.computeIfAbsent(subject, s -> vault.sealUnlessErased(s, category, ""));
    }

    synchronized void forget(Collection<String> subjects) {
        subjects.forEach(sealed::remove);
    }

    /** Whether the subject itself was erased, whatever is remembered of it. */
    boolean isGone(String subject) {
        return vault.sealUnlessErased(subject, category, "") == null;
    }

    /**
     * A marker that cannot be opened is that of a key made after the erasure and lost since: who is
     * not erased otherwise stays, so that keys that cannot be read for a while remove nobody.
     */
    boolean isErased(String marker, String subject) {
        try {
            return vault.open(marker) == null;
        } catch (IllegalStateException lost) {
            return isGone(subject);
        }
    }
}
