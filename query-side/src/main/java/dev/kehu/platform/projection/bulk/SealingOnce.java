package dev.kehu.platform.projection.bulk;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Seals a text of an event once, for all views that keep it. The same text means the same object:
 * two events that happen to say alike must not look alike. For one thread, and a few events.
 */
public final class SealingOnce implements Vault {
    private final Vault vault;
    private final Map<String, Sealed> known = new IdentityHashMap<>();

    public SealingOnce(Vault vault) {
        this.vault = vault;
    }

    private record Sealed(String subject, String text) {}

    @Override
    public String seal(String subject, Category category, String text) {
        return vault.seal(subject, category, text);
    }

    @Override
    public @Nullable String sealUnlessErased(String subject, Category category, String text) {
        Sealed before = known.get(text);
        if (before != null && before.subject().equals(subject)) return before.text();
        String sealed = vault.sealUnlessErased(subject, category, text);
        if (sealed != null) known.put(text, new Sealed(subject, sealed));
        return sealed;
    }

    @Override
    public @Nullable String open(String sealed) {
        return vault.open(sealed);
    }

    @Override
    public long erasures() {
        return vault.erasures();
    }
}
