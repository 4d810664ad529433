package dev.kehu.lifecycle.formula;

import dev.kehu.kernel.Refusal;

import java.util.TreeSet;

/** Which currencies amounts are in; they add up as long as it is one. */
final class Currencies {
    private final TreeSet<String> seen = new TreeSet<>();

    void add(String currency) {
        seen.add(currency);
    }

    /**
     * @throws Refusal {@code lifecycle.currencies}
     */
    void refuseSeveral() {
        if (seen.size() > 1)
            throw Refusal.invalid(
                    "lifecycle.currencies",
                    "amounts are in %s, and no rate between them is recorded; choose another measure"
                            .formatted(String.join(", ", seen)));
    }
}
