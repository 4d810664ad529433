package dev.kehu.value.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.History;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.platform.round.Round;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitEvent.FitRefused;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.process.assessment.Shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Models are fitted again by themselves once a fit is old. */
class RefitTest {
    private static final Map<String, String> QUICK = Map.of("kehu.value.fit-every", "PT0.05S");

    @Test
    void fitsAgainAndKeepsTheLastGoodFitWhenThatIsRefused(@TempDir Path directory) {
        try (Shop shop = Shop.in(directory, QUICK)) {
            shop.orders(shop.firm.registered("ANN"), "1998-06-01", "60.00");
            good(shop);
            shop.today("1998-07-02");
            await().until(() -> fits(shop).size() >= 3);
            assertThat(fits(shop).subList(1, 3))
                    .allSatisfy(
                            e -> {
                                assertThat(((FitRefused) e).reason()).isEqualTo("value.fit-few");
                                assertThat(((FitRefused) e).lastGood()).isEqualTo(1);
                            });
            shop.assess();
            assertThat(shop.firm.history().readAfter(0, 10_000))
                    .as("by the good one still")
                    .anySatisfy(e -> assertThat(e.payload()).hasFieldOrPropertyWithValue("fit", 1));
        }
    }

    @Test
    void learnsFromWhatWasBoughtSince(@TempDir Path directory) {
        try (Shop shop = Shop.in(directory, QUICK)) {
            buy(shop, new Random(2));
            good(shop);
            shop.today("1998-07-02");
            await().until(() -> fits(shop).size() >= 2);
            assertThat(fits(shop).get(1))
                    .isInstanceOfSatisfying(
                            ModelsFitted.class,
                            e -> {
                                assertThat(e.number()).isEqualTo(2);
                                assertThat(e.end()).isEqualTo("1998-07-02");
                                assertThat(e.customers()).isEqualTo(60);
                            });
        }
    }

    @Test
    void leavesAloneWhatIsYoungOrWasNeverAskedFor(@TempDir Path directory) {
        Map<String, String> slow = Map.of("kehu.value.fit-every", "P28D");
        try (Shop shop = Shop.in(directory, slow)) {
            WhenAFitIsOldThenLearn learning = shop.firm.get(WhenAFitIsOldThenLearn.class);
            learning.learnIfDue();
            assertThat(fits(shop)).as("nobody asked for one").isEmpty();
            good(shop);
            shop.today("1998-07-27");
            learning.learnIfDue();
            assertThat(fits(shop)).hasSize(1);
            shop.today("1998-07-29");
            learning.learnIfDue();
            assertThat(fits(shop)).hasSize(2);
            learning.learnIfDue();
            assertThat(fits(shop)).as("refused a moment ago").hasSize(2);
        }
    }

    @Test
    void leavesAFitAloneThatFails(@TempDir Path directory) {
        Map<String, String> never = Map.of("kehu.value.fit-every", "PT0S");
        try (Shop shop = Shop.in(directory, never)) {
            good(shop);
            shop.today("1998-07-29");
            AtomicInteger attempts = new AtomicInteger();
            Learning failing =
                    new Learning(
                            shop.firm.get(History.class),
                            shop.firm.get(BusinessClock.class),
                            shop.firm.get(Commands.class),
                            "UTC") {
                        @Override
                        public Receipt learn(Optional<LocalDate> end, Origin by) {
                            attempts.incrementAndGet();
                            throw Refusal.invalid("value.fit-refused", "as the test asked");
                        }
                    };
            AtomicReference<Instant> now = new AtomicReference<>(Firm.WHEN);
            Round round =
                    new WhenAFitIsOldThenLearn(
                                    shop.firm.get(EventHistory.class),
                                    at(now, LocalDate.parse("1998-07-29")),
                                    failing,
                                    Duration.ofDays(28))
                            .round();
            for (int second = 0; second < 600; second++) {
                round.go();
                now.updateAndGet(time -> time.plusSeconds(1));
            }
            assertThat(attempts).as("nothing was recorded of it").hasValue(1);
        }
    }

    private static BusinessClock at(AtomicReference<Instant> now, LocalDate day) {
        return new BusinessClock() {
            @Override
            public Instant real() {
                return now.get();
            }

            @Override
            public LocalDate today() {
                return day;
            }

            @Override
            public Instant now() {
                return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
            }
        };
    }

    /**
     * Sixty who buy at paces of their own, and leave sooner or later; not every seed can be fitted.
     */
    private static void buy(Shop shop, Random random) {
        for (int i = 0; i < 60; i++) {
            CustomerId each = shop.firm.registered("C-" + i);
            double pause = 28 / (-Math.log(1 - random.nextDouble()) + .05);
            double leaves = random.nextDouble() * .6;
            LocalDate day = LocalDate.of(1998, 1, 1).plusDays(random.nextInt(30));
            do {
                shop.orders(each, day.toString(), "10.00");
                day = day.plusDays(1 + (long) (-Math.log(1 - random.nextDouble()) * pause));
            } while (day.isBefore(LocalDate.of(1998, 6, 30)) && random.nextDouble() > leaves);
        }
    }

    private static void good(Shop shop) {
        shop.firm.send(
                new RecordFit(
                        ModelFitId.FIRM,
                        LocalDate.of(1998, 6, 30),
                        shop.firm.head(),
                        new PurchaseFit(
                                new PurchaseModel(.25, 4.5, .75, 2.5), -9582.5, 2357, 946, 22),
                        null,
                        "value.spend-few",
                        Firm.WHEN));
    }

    private static List<DomainEvent> fits(Shop shop) {
        return shop.firm.history().readStream(ModelFitId.FIRM.value()).stream()
                .map(RecordedEvent::payload)
                .toList();
    }
}
