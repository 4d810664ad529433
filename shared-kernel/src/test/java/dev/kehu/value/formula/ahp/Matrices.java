package dev.kehu.value.formula.ahp;

import java.util.ArrayList;
import java.util.List;

/** Matrices written by their upper triangle, row by row. */
final class Matrices {
    private Matrices() {}

    static PairwiseMatrix upper(int size, String... judgements) {
        return PairwiseMatrix.of(rows(size, judgements));
    }

    static List<List<String>> rows(int size, String... judgements) {
        String[][] cells = new String[size][size];
        int next = 0;
        for (int i = 0; i < size; i++) {
            cells[i][i] = "1";
            for (int j = i + 1; j < size; j++) {
                cells[i][j] = judgements[next++];
                cells[j][i] = inverse(cells[i][j]);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (String[] row : cells) rows.add(List.of(row));
        return rows;
    }

    private static String inverse(String judgement) {
        return judgement.startsWith("1/") ? judgement.substring(2) : "1/" + judgement;
    }
}
