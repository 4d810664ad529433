package dev.kehu.demo;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One row of the CDNOW record.
 *
 * @param row its number in the file of all purchases, from 1: equal rows are real purchases, so
 *     only this tells them apart
 * @param customer master id
 * @param discs how many CDs were bought
 * @param cents what was paid, in US cents; now and then nothing
 */
record Purchase(int row, int customer, LocalDate day, int discs, long cents) {
    String code() {
        return "CDNOW-%05d".formatted(customer);
    }

    String name() {
        return "CDNOW %05d".formatted(customer);
    }

    String amount() {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    String summary() {
        return discs == 1 ? "1 CD" : discs + " CDs";
    }
}
