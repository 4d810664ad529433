package dev.kehu.bench.learning;

import dev.kehu.value.formula.lifetime.Baskets;
import dev.kehu.value.formula.lifetime.Buyer;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.SpendFit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Our fit and that of lifetimes on the same purchases, turn by turn in one run: {@code FitBeside
 * FILE.csv PYTHON beside.py}. Both have read and grouped the purchases before, and warmed up.
 */
public final class FitBeside {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 15;

    private FitBeside() {}

    /** Prints medians in milliseconds. */
    public static void main(String[] args) throws IOException {
        Baskets baskets = read(Path.of(args[0]));
        List<Buyer> buyers = baskets.until(baskets.last());
        Process peer =
                new ProcessBuilder(args[1], args[2], args[0])
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader said = peer.inputReader();
                BufferedWriter ask = peer.outputWriter()) {
            said.readLine();
            rounds(buyers, said, ask);
        }
    }

    private static void rounds(List<Buyer> buyers, BufferedReader said, BufferedWriter ask)
            throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            PurchaseFit.of(buyers);
            SpendFit.of(buyers);
        }
        double[][] took = new double[4][ROUNDS];
        for (int i = -1; i < ROUNDS; i++) { // the peer's first is its warm-up
            long start = System.nanoTime();
            PurchaseFit.of(buyers);
            long middle = System.nanoTime();
            SpendFit.of(buyers);
            long end = System.nanoTime();
            ask.write("fit\n");
            ask.flush();
            String[] theirs = said.readLine().split(" ");
            if (i < 0) continue;
            took[0][i] = (middle - start) / 1e6;
            took[1][i] = (end - middle) / 1e6;
            took[2][i] = Double.parseDouble(theirs[0]);
            took[3][i] = Double.parseDouble(theirs[1]);
        }
        System.out.printf(
                "{\"customers\":%d,\"rounds\":%d,\"unit\":\"ms\",\"purchases\":{\"kehu\":%.1f,"
                        + "\"lifetimes\":%.1f},\"spend\":{\"kehu\":%.1f,\"lifetimes\":%.1f}}%n",
                buyers.size(),
                ROUNDS,
                median(took[0]),
                median(took[2]),
                median(took[1]),
                median(took[3]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Baskets read(Path file) throws IOException {
        Baskets baskets = new Baskets();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] cell = line.split(",");
            baskets.add(cell[0], LocalDate.parse(cell[1]), new BigDecimal(cell[2]));
        }
        return baskets;
    }
}
