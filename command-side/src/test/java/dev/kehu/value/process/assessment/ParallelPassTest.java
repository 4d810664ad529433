package dev.kehu.value.process.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.scan.SubjectScan;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendFit;
import dev.kehu.value.formula.lifetime.SpendModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A pass by several threads records what one by a single thread records, bit for bit. */
class ParallelPassTest {
    private static final List<String> KINDS =
            List.of("order", "order", "order", "payment", "return", "complaint", "enquiry");
    private static final int CUSTOMERS = 60, CONTACTS = 350;

    private final long seed = ThreadLocalRandom.current().nextLong();

    @TempDir private Path directory;

    @Test
    void recordsTheSameWhateverTheThreadsAndRanges() {
        Path told = directory.resolve("told");
        try (Shop shop = Shop.in(told)) {
            tell(shop, new Random(seed));
        }
        List<Object> alone = passes(copy(told, "alone"), 1, 1_000_000);
        assertThat(alone).as("seed %d", seed).hasSizeGreaterThan(CUSTOMERS);
        assertThat(passes(copy(told, "several"), 4, 7)).as("seed %d", seed).isEqualTo(alone);
    }

    private static void tell(Shop shop, Random random) {
        List<CustomerId> all = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) all.add(shop.firm.registered("C-" + i));
        for (int i = 0; i < CONTACTS; i++) {
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            boolean money = List.of("order", "payment", "return").contains(kind);
            shop.tell(
                    all.get(random.nextInt(CUSTOMERS)),
                    kind,
                    random.nextBoolean() ? "web" : "phone",
                    LocalDate.of(1997, 7, 1).plusDays(random.nextInt(360)).toString(),
                    money ? random.nextInt(20_000) / 100 + ".37" : null);
        }
        shop.orders(all.get(3), "1998-01-01", "10.00 EUR");
        for (int i = 10; i < 16; i += 2)
            shop.firm.send(new MergeCustomers(all.get(i), all.get(i + 1), null, Firm.WHEN));
        shop.firm.send(
                new RecordFit(
                        ModelFitId.FIRM,
                        LocalDate.of(1998, 3, 31),
                        shop.firm.head(),
                        new PurchaseFit(
                                new PurchaseModel(.25, 4.5, .75, 2.5), -9582.5, 2357, 946, 22),
                        new SpendFit(new SpendModel(6.25, 3.75, 15.5), -4055.5, 946, 23),
                        null,
                        Firm.WHEN));
    }

    /** All that was assessed in two passes, and what they say of themselves. */
    private static List<Object> passes(Path data, int threads, int events) {
        try (Shop shop = Shop.in(data)) {
            List<Object> found = new ArrayList<>();
            SubjectScan scan = new SubjectScan(shop.firm.history(), threads, events);
            for (String day : List.of("1998-03-31", "1998-06-29"))
                found.add(
                        shop.firm
                                .get(Assessing.class)
                                .everybody(
                                        Optional.of(LocalDate.parse(day)),
                                        Origin.of("admin"),
                                        n -> {},
                                        scan));
            shop.firm.history().readAfter(0, 10_000).stream()
                    .map(event -> event.payload())
                    .filter(ValueAssessed.class::isInstance)
                    .map(ValueAssessed.class::cast)
                    .sorted(
                            Comparator.comparing((ValueAssessed e) -> e.customerId().value())
                                    .thenComparing(ValueAssessed::businessDay))
                    .forEach(found::add);
            return found;
        }
    }

    private Path copy(Path from, String name) {
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) Files.copy(each, to.resolve(from.relativize(each)));
            return to;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
