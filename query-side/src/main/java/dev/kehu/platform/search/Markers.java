package dev.kehu.platform.search;

import dev.kehu.kernel.Vault;

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
    private final Map<String, String> sealed =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > KEPT;
                }
            };

    Markers(Vault vault) {
        this.vault = vault;
    }

    synchronized String of(String subject) {
        return sealed.computeIfAbsent(subject, s -> vault.seal(s, ""));
    }

    synchronized void forget(Collection<String> subjects) {
        subjects.forEach(sealed::remove);
    }

    boolean isErased(String marker) {
        return vault.open(marker) == null;
    }
}
