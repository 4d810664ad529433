package dev.kehu.value.formula.lifetime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPInputStream;

/** The demo's purchases, read from where the program keeps them. */
final class CdnowPurchases {
    private static final String PACKED = "deploy/src/main/resources/dev/kehu/demo/cdnow.csv.gz";
    private static final LocalDate START = LocalDate.of(1997, 1, 1);

    private CdnowPurchases() {}

    static Baskets all() throws IOException {
        return read(true);
    }

    static Baskets sample() throws IOException {
        return read(false);
    }

    private static Baskets read(boolean full) throws IOException {
        Baskets baskets = new Baskets();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file())),
                                StandardCharsets.US_ASCII))) {
            String customer = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cell = line.split(",");
                if (!cell[0].isEmpty()) customer = cell[0];
                if (full || customer.startsWith("*"))
                    baskets.add(
                            customer,
                            START.plusDays(Integer.parseInt(cell[1])),
                            BigDecimal.valueOf(Long.parseLong(cell[3]), 2));
            }
        }
        return baskets;
    }

    private static Path file() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve(PACKED))) here = here.getParent();
        return here.resolve(PACKED);
    }
}
