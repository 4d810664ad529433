package dev.kehu.value.formula.ahp;

import dev.kehu.value.formula.Rounded;

import java.math.RoundingMode;

/**
 * The judgement to look at again: the one with the largest |ln(a·wj/wi)|.
 *
 * @param row of the criterion, from 1
 * @param column of the one it was compared with, from 1
 * @param given what was said
 * @param implied what all judgements together say: wi/wj
 */
public record Doubt(int row, int column, double given, double implied) {
    static Doubt of(PairwiseMatrix matrix, Priorities found) {
        Doubt worst = new Doubt(1, 1, 1, 1);
        double largest = 0;
        for (int i = 0; i < matrix.size(); i++)
            for (int j = i + 1; j < matrix.size(); j++) {
                double implied = found.weight(i) / found.weight(j);
                double off = Math.abs(StrictMath.log(matrix.at(i, j) / implied));
                if (off > largest) {
                    largest = off;
                    worst =
                            new Doubt(
                                    i + 1, j + 1, Rounded.of(matrix.at(i, j)), Rounded.of(implied));
                }
            }
        return worst;
    }

    @Override
    public String toString() {
        return "revise row %d, column %d: %s was said, the others imply %s"
                .formatted(row, column, text(given), text(implied));
    }

    /** Judgements below 1 read as people write them: 1/3. */
    private static String text(double ratio) {
        return ratio < 1 ? "1/" + number(1 / ratio) : number(ratio);
    }

    private static String number(double value) {
        return Rounded.exact(value)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
