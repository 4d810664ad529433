package dev.kehu.bench.ours;

import dev.kehu.kernel.Personal.Category;
import dev.kehu.kernel.Vault;

/** Seals nothing: for measuring what is around it. */
public final class OpenVault implements Vault {
    @Override
    public String seal(String subject, Category category, String text) {
        return text;
    }

    @Override
    public String sealUnlessErased(String subject, Category category, String text) {
        return text;
    }

    @Override
    public String open(String sealed) {
        return sealed;
    }

    @Override
    public long erasures() {
        return 0;
    }
}
