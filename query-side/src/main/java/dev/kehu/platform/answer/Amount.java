package dev.kehu.platform.answer;

import dev.kehu.kernel.Money;

import org.jspecify.annotations.Nullable;

/** Money in answers: decimal text with the currency's number of decimals. */
public record Amount(String value, String currency) {
    public static @Nullable Amount of(@Nullable Long minor, @Nullable String currency) {
        if (minor == null || currency == null) return null;
        return new Amount(Money.text(minor, currency), currency);
    }
}
