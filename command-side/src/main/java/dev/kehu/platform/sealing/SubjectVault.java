package dev.kehu.platform.sealing;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Seals texts for view documents under the same keys as the events they come from. */
public final class SubjectVault implements Vault {
    private static final String CONTEXT = "view";

    private final Envelope envelope;

    public SubjectVault(Envelope envelope) {
        this.envelope = envelope;
    }

    @Override
    public String seal(String subject, Category category, String text) {
        return envelope.seal(subject, category, CONTEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String sealUnlessErased(String subject, Category category, String text) {
        return envelope.sealUnlessErased(
                subject, category, CONTEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    @Nullable
    public String open(String sealed) {
        byte[] plain = envelope.open(CONTEXT, sealed);
        return plain == null ? null : new String(plain, StandardCharsets.UTF_8);
    }

    @Override
    public long erasures() {
        return envelope.erasures();
    }
}
