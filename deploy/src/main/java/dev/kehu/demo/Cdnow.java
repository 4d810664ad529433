package dev.kehu.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The CDNOW purchase record (Fader and Hardie), see NOTICE. Packed as one line per purchase in the
 * order of the file of all purchases: customer (empty: the same as before; a star: also in the
 * one-in-ten sample), days since 1 January 1997, CDs, cents.
 */
final class Cdnow {
    /** Last day of the record: the day the demo's business stands at. */
    static final LocalDate END = LocalDate.of(1998, 6, 30);

    private static final LocalDate START = LocalDate.of(1997, 1, 1);

    private Cdnow() {}

    /** All purchases, or those of the sample's 2,357 people, in the order of the file. */
    static List<Purchase> purchases(boolean full) {
        try (InputStream packed = Cdnow.class.getResourceAsStream("cdnow.csv.gz");
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
            return read(lines, full);
        } catch (IOException failure) {
            throw new UncheckedIOException("The demo's purchases cannot be read", failure);
        }
    }

    private static List<Purchase> read(BufferedReader lines, boolean full) throws IOException {
        List<Purchase> purchases = new ArrayList<>();
        int row = 0;
        int customer = 0;
        boolean wanted = full;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            row++;
            String[] cell = line.split(",");
            if (!cell[0].isEmpty()) {
                boolean inSample = cell[0].startsWith("*");
                customer = Integer.parseInt(cell[0].substring(inSample ? 1 : 0));
                wanted = full || inSample;
            }
            if (wanted) {
                purchases.add(purchase(row, customer, cell));
            }
        }
        return purchases;
    }

    private static Purchase purchase(int row, int customer, String[] cell) {
        return new Purchase(
                row,
                customer,
                START.plusDays(Integer.parseInt(cell[1])),
                Integer.parseInt(cell[2]),
                Long.parseLong(cell[3]));
    }
}
