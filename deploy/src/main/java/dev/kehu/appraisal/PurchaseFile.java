package dev.kehu.appraisal;

import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.lifetime.Baskets;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Purchases from a file with the header {@code customer,date,amount}, one a line, in any order. A
 * line that cannot be read refuses the whole file: a fit on the rest would look complete.
 */
final class PurchaseFile {
    private static final List<String> HEADER = List.of("customer", "date", "amount");
    private static final Pattern AMOUNT = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{0,30})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern PACKED_DAY = Pattern.compile("\\d{8}");

    private PurchaseFile() {}

    /**
     * @throws Refusal {@code value.purchases}
     * @throws IOException when the file cannot be read
     */
    static Baskets read(Path file) throws IOException {
        Baskets baskets = new Baskets();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = lines.readLine();
            if (header == null || !HEADER.equals(CsvLine.cells(withoutMark(header))))
                throw refused(1, "the first line is customer,date,amount");
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) add(baskets, number, CsvLine.cells(line));
            }
        } catch (CharacterCodingException foreign) {
            throw Refusal.invalid("value.purchases", "the file is not in UTF-8");
        }
        return baskets;
    }

    private static String withoutMark(String header) {
        return header.startsWith("\uFEFF") ? header.substring(1) : header;
    }

    private static void add(Baskets baskets, int line, List<String> cells) {
        if (cells.size() != HEADER.size()) throw refused(line, "three values, no more and no less");
        if (cells.get(0).isBlank()) throw refused(line, "the customer is missing");
        baskets.add(cells.get(0), day(line, cells.get(1)), amount(line, cells.get(2)));
    }

    private static LocalDate day(int line, String text) {
        String bare = text.strip();
        try {
            if (DAY.matcher(bare).matches()) return LocalDate.parse(bare);
            if (PACKED_DAY.matcher(bare).matches())
                return LocalDate.parse(bare, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException none) {
            // said below
        }
        throw refused(line, "the date is no day; write it as 1998-06-30");
    }

    private static BigDecimal amount(int line, String text) {
        String bare = text.strip();
        if (!AMOUNT.matcher(bare).matches())
            throw refused(line, "the amount is no decimal number such as 12.50");
        return new BigDecimal(bare);
    }

    private static Refusal refused(int line, String why) {
        return Refusal.invalid("value.purchases", "line %d: %s".formatted(line, why));
    }
}
