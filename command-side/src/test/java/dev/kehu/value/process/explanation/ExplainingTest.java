package dev.kehu.value.process.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.History;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.api.ValueModelCommand.DraftValueModel;
import dev.kehu.value.formula.assessment.StandardModel;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.process.assessment.MeansInUse;
import dev.kehu.value.process.assessment.Shop;
import dev.kehu.value.process.explanation.Explanation.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

@Execution(ExecutionMode.CONCURRENT)
class ExplainingTest {
    private static final LocalDate WINTER = LocalDate.of(1997, 12, 31);
    private static final LocalDate SPRING = LocalDate.of(1998, 3, 31);
    private static final LocalDate SUMMER = LocalDate.of(1998, 6, 30);

    private Shop shop;
    private CustomerId ann;

    @BeforeEach
    void open(@TempDir Path directory) {
        shop = Shop.in(directory);
        ann = shop.firm.registered("ANN");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Explanation why(LocalDate from, LocalDate to) {
        return shop.firm.get(Explaining.class).explain(ann.value(), from, to);
    }

    /** The standard model, but for the weights: loyalty before everything. */
    static Draft loyal() {
        DraftValueModel standard = StandardModel.draft(Firm.WHEN);
        List<List<String>> criteria =
                List.of(
                        List.of("1", "1", "1/5", "1"),
                        List.of("1", "1", "1/5", "1"),
                        List.of("5", "5", "1", "5"),
                        List.of("1", "1", "1/5", "1"));
        Map<String, List<BigDecimal>> cuts = new HashMap<>(standard.cutPoints());
        cuts.put("gross-profit", List.of(num("1000"), num("500"), num("250"), num("100")));
        return new Draft(
                null, List.of(criteria), standard.levels(), standard.levelJudgements(), cuts, null);
    }

    private static BigDecimal num(String text) {
        return new BigDecimal(text);
    }

    private void addsUp(Explanation why) {
        BigDecimal after = why.after() == null ? BigDecimal.ZERO : why.after().score();
        BigDecimal before = why.before() == null ? BigDecimal.ZERO : why.before().score();
        BigDecimal difference = after.subtract(before);
        assertThat(why.difference()).isEqualByComparingTo(difference);
        for (Map<String, BigDecimal> split : List.of(why.byCriterion(), why.byCause()))
            assertThat(split.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(difference);
        for (Step step : why.steps())
            assertThat(
                            step.byCriterion().values().stream()
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(step.change());
        assertThat(why.byCause()).doesNotContainKey("unexplained");
    }

    @Test
    void namesTheEventThatDidIt() {
        shop.orders(ann, "1998-03-01", "60.00");
        shop.orders(ann, "1998-06-01", "150.00");
        shop.assess("1998-03-31");
        shop.assess();
        Explanation why = why(SPRING, SUMMER);
        addsUp(why);
        assertThat(why.steps())
                .singleElement()
                .satisfies(
                        step -> {
                            assertThat(step.cause()).isEqualTo("event");
                            assertThat(step.kind()).isEqualTo("order");
                            assertThat(step.day()).isEqualTo("1998-06-01");
                            assertThat(step.byCriterion())
                                    .containsKeys("gross-profit", "credit-worthiness");
                        });
    }

    @Test
    void beginsWithTheFirstAssessmentWhereThereWasNone() {
        shop.orders(ann, "1998-03-01", "60.00");
        shop.assess("1998-03-31");
        Explanation why = why(WINTER, SPRING);
        addsUp(why);
        assertThat(why.before()).isNull();
        assertThat(why.byCause()).containsOnlyKeys("first-assessment");
    }

    @Test
    void tellsModelFitGroupTimeAndEventsApart() {
        shop.orders(ann, "1997-05-01", "60.00");
        shop.orders(ann, "1998-02-01", "20.00");
        CustomerId bob = shop.firm.registered("BOB");
        shop.orders(bob, "1998-03-02", "950.00");
        shop.assess("1998-03-31");
        shop.firm.get(Supposing.class).activate("all", loyal(), Origin.of("admin"));
        shop.firm.send(
                new RecordFit(
                        ModelFitId.FIRM,
                        SUMMER,
                        shop.firm.head(),
                        new PurchaseFit(
                                new PurchaseModel(.25, 4.5, 1.75, .5), -9582.5, 2357, 946, 22),
                        null,
                        "value.spend-few",
                        Firm.WHEN));
        shop.firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        shop.tell(ann, "return", "web", "1998-05-01", "900.00");
        shop.today("1998-12-31");
        shop.assess();
        Explanation why = why(SPRING, LocalDate.of(1998, 12, 31));
        addsUp(why);
        assertThat(why.byCause().keySet())
                .containsExactlyInAnyOrder("model", "fit", "group", "time", "event");
        assertThat(why.steps().getFirst().cause()).as("first").isEqualTo("model");
    }

    @Test
    void addsUpWhateverHappened() {
        long seed = new Random().nextLong(1_000_000);
        Random random = new Random(seed);
        for (int quarter = 0; quarter < 3; quarter++) {
            for (int i = 0; i < 8; i++)
                shop.tell(
                        ann,
                        List.of("order", "payment", "complaint", "return").get(random.nextInt(4)),
                        random.nextBoolean() ? "web" : "phone",
                        SUMMER.minusDays(random.nextInt(400)).toString(),
                        random.nextInt(300) + ".25");
            shop.assess(List.of(WINTER, SPRING, SUMMER).get(quarter).toString());
        }
        for (LocalDate from : List.of(WINTER.minusYears(1), WINTER, SPRING))
            for (LocalDate to : List.of(SPRING, SUMMER))
                assertThat(why(from, to))
                        .as("seed %d", seed)
                        .satisfies(ExplainingTest.this::addsUp);
    }

    @Test
    void readsEveryMemberOnceForTheGroupAndOnceForTheSteps() {
        CustomerId bob = shop.firm.registered("BOB");
        shop.orders(ann, "1998-03-01", "60.00");
        shop.orders(bob, "1998-03-02", "90.00");
        shop.assess("1998-03-31");
        shop.firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        shop.assess();
        Map<String, Integer> times = new TreeMap<>();
        Explaining explaining =
                new Explaining(counting(times), shop.firm.get(MeansInUse.class), "UTC");
        addsUp(explaining.explain(ann.value(), SPRING, SUMMER));
        assertThat(times).containsOnlyKeys(ann.value(), bob.value());
        assertThat(times.values()).containsOnly(2);
    }

    /** History that tells how often a subject was read from its beginning. */
    private History counting(Map<String, Integer> times) {
        return (History)
                Proxy.newProxyInstance(
                        History.class.getClassLoader(),
                        new Class<?>[] {History.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("openAlone")) return proxy;
                            if (method.getName().equals("readSubject") && arguments[1].equals(0L))
                                times.merge((String) arguments[0], 1, Integer::sum);
                            return method.invoke(shop.firm.history(), arguments);
                        });
    }

    @Test
    void explainsASurvivorWithoutContactsOfItsOwn() {
        CustomerId bob = shop.firm.registered("BOB");
        shop.orders(bob, "1998-03-02", "90.00");
        shop.firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        Explanation before = why(SPRING, SUMMER);
        assertThat(before.after()).isNull();
        assertThat(before.steps()).isEmpty();
        shop.assess();
        Explanation after = why(SPRING, SUMMER);
        addsUp(after);
        assertThat(after.byCause()).containsOnlyKeys("first-assessment");
    }

    @Test
    void refusesWhoIsUnknownAndDaysInTheWrongOrder() {
        shop.firm.refuses(
                "value.unassessed",
                () -> shop.firm.get(Explaining.class).explain("customer-0", SPRING, SUMMER));
        shop.firm.refuses("value.period", () -> why(SUMMER, SPRING));
    }
}
