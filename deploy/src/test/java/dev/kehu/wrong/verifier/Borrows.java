package dev.kehu.wrong.verifier;

import dev.kehu.kernel.Refusal;

final class Borrows {
    private Borrows() {}

    static Refusal refusal() {
        return Refusal.invalid("no.no", "no");
    }
}
