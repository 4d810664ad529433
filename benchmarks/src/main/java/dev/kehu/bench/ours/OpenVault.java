package dev.kehu.bench.ours;

import dev.kehu.kernel.Vault;

/** Seals nothing: for measuring what is around it. */
public final class OpenVault implements Vault {
    @Override
    public String seal(String subject, String text) {
        return text;
    }

    @Override
    public String sealUnlessErased(String subject, String text) {
        return text;
    }

    @Override
    public String open(String sealed) {
        return sealed;
    }
}
