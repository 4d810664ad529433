package dev.kehu.value.process.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kehu.customer.api.CustomerCommand.MergeCustomers;
import dev.kehu.customer.api.CustomerCommand.UnmergeCustomers;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.PersonErasure.Asked;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.ModelFitCommand.RecordFit;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.command.AssessAgain;
import dev.kehu.value.formula.lifetime.PurchaseFit;
import dev.kehu.value.formula.lifetime.PurchaseModel;
import dev.kehu.value.formula.lifetime.SpendFit;
import dev.kehu.value.formula.lifetime.SpendModel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@Execution(ExecutionMode.CONCURRENT)
class AssessingTest {
    private Shop shop;
    private CustomerId ann;
    private CustomerId bob;

    @BeforeEach
    void open(@TempDir Path directory) {
        shop = Shop.in(directory);
        ann = shop.firm.registered("ANN");
        bob = shop.firm.registered("BOB");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void activatesTheStandardModelAndAssessesWhoHadContact() {
        shop.orders(ann, "1998-04-01", "60.00");
        shop.orders(ann, "1998-05-01", "60.00");
        shop.orders(ann, "1998-06-30", "90.00");
        Assessed all = shop.assess();
        assertThat(all.model()).isEqualTo("valuemodel-all/1");
        assertThat(all.customers()).isEqualTo(2);
        assertThat(all.assessed()).isEqualTo(1);
        ValueAssessed found = shop.assessments(ann).getFirst();
        assertThat(found.levels().values()).containsOnly("excellent");
        assertThat(found.valueClass()).isEqualTo("high");
        assertThat(found.trend()).isEqualTo("steady");
        assertThat(found.businessDay()).isEqualTo("1998-06-30");
        assertThat(found.position()).isEqualTo(all.position());
        assertThat(found.members()).containsExactly(ann.value());
        assertThat(shop.assessments(bob)).isEmpty();
    }

    @Test
    void recordsNothingWhereThereIsNoNews() {
        shop.orders(ann, "1998-06-01", "60.00");
        shop.assess();
        long before = shop.firm.head();
        assertThat(shop.assess().assessed()).isZero();
        shop.today("1998-07-01");
        assertThat(shop.assess().assessed()).isZero();
        assertThat(shop.firm.head()).as("but for the day").isEqualTo(before + 1);
    }

    @Test
    void leavesAloneWhoHadNoContactByThenOrOnlyAsked() {
        shop.orders(ann, "1998-06-01", "60.00");
        shop.tell(bob, "enquiry", "email", "1998-02-01", null);
        assertThat(shop.assess("1998-03-31").assessed()).as("Bob alone").isEqualTo(1);
        assertThat(shop.assessments(ann)).isEmpty();
        shop.tell(bob, "enquiry", "email", "1998-06-01", null);
        assertThat(shop.assess().assessed()).as("Ann alone").isEqualTo(1);
        assertThat(shop.assessments(bob)).hasSize(1);
    }

    @Test
    void hearsSilenceWhenItMovesAFigureOverACutPoint() {
        shop.orders(ann, "1998-06-01", "60.00");
        shop.assess();
        shop.today("1999-06-02");
        assertThat(shop.assess().assessed()).isEqualTo(1);
        assertThat(shop.assessments(ann).getLast().levels())
                .containsEntry("gross-profit", "poor")
                .containsEntry("loyalty", "average");
        assertThat(shop.assessments(ann).getLast().trend()).isEqualTo("falling");
    }

    @Test
    void assessesAnewAfterALateEventAndEditsNothing() {
        shop.orders(ann, "1998-06-01", "60.00");
        shop.assess();
        List<ValueAssessed> before = shop.assessments(ann);
        shop.orders(ann, "1998-02-01", "150.00");
        shop.assess();
        assertThat(shop.assessments(ann)).hasSize(2).startsWith(before.getFirst());
        assertThat(shop.assessments(ann).getLast().levels())
                .containsEntry("gross-profit", "excellent");
        assertThat(shop.assessments(ann).getLast().businessDay()).isEqualTo("1998-06-30");
    }

    @Test
    void seesNothingAfterTheDayAsked() {
        shop.orders(ann, "1998-01-10", "60.00");
        shop.orders(ann, "1998-06-10", "500.00");
        shop.assess("1998-03-31");
        ValueAssessed then = shop.assessments(ann).getFirst();
        assertThat(then.levels()).containsEntry("gross-profit", "average");
        assertThat(then.occurredAt()).isEqualTo("1998-03-31T23:59:59.999Z");
        shop.assess();
        assertThat(shop.assessments(ann).getLast().levels())
                .containsEntry("gross-profit", "excellent");
    }

    /** Everybody here is registered on the last day of June. */
    @Test
    void countsWhatWasBoughtBeforeTheRegistration() {
        shop.orders(ann, "1997-11-10", "60.00");
        assertThat(shop.assess("1998-03-31").assessed()).as("Ann alone").isEqualTo(1);
        assertThat(shop.assessments(ann).getFirst().measured())
                .containsEntry("gross-profit", new BigDecimal("60.000000000"));
    }

    @Test
    void takesWhatWasSentBackFromTheProfitOfItsYear() {
        shop.orders(ann, "1998-05-10", "60.00");
        shop.tell(ann, "return", "email", "1998-06-10", "75.00");
        shop.assess();
        assertThat(shop.assessments(ann).getFirst().measured())
                .containsEntry("gross-profit", new BigDecimal("-15.000000000"));
        assertThat(shop.assessments(ann).getFirst().levels()).containsEntry("gross-profit", "poor");
    }

    @Test
    void leavesAloneWhoWasAssessedOnALaterDay() {
        shop.orders(ann, "1998-01-10", "60.00");
        shop.assess();
        long before = shop.firm.head();
        Assessed late = shop.assess("1998-03-31");
        assertThat(late.later()).isEqualTo(1);
        assertThat(late.assessed()).isZero();
        assertThat(shop.firm.head()).isEqualTo(before);
        shop.firm.refuses(
                "value.assessed-later",
                AssessAgain.onDay(shop.assessments(ann).getFirst(), LocalDate.of(1998, 3, 31)));
    }

    @Test
    void answersACommandSentTwiceWithoutAnEvent() {
        shop.orders(ann, "1998-01-10", "60.00");
        shop.assess();
        long before = shop.firm.head();
        ValueAssessed found = shop.assessments(ann).getFirst();
        shop.firm.send(AssessAgain.onDay(found, found.businessDay()));
        assertThat(shop.firm.head()).isEqualTo(before);
    }

    @Test
    void refusesADayThatHasNotCome() {
        shop.firm.refuses("value.day", () -> shop.assess("1998-07-01"));
    }

    @Test
    void assessesASurvivorOverItsGroup() {
        shop.orders(ann, "1998-06-01", "60.00");
        shop.orders(bob, "1998-06-01", "150.00");
        shop.assess();
        shop.firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        assertThat(shop.assess().assessed()).isEqualTo(1);
        ValueAssessed both = shop.assessments(ann).getLast();
        assertThat(both.members()).containsExactly(ann.value(), bob.value());
        assertThat(both.levels()).containsEntry("gross-profit", "excellent");
        assertThat(shop.assessments(bob)).hasSize(1);
        shop.firm.send(new UnmergeCustomers(ann, bob, null, Firm.WHEN));
        shop.assess();
        assertThat(shop.assessments(ann).getLast().levels())
                .containsEntry("gross-profit", "average");
    }

    @Test
    void refusesWhomItCannotConvertAndAssessesTheOthers() {
        shop.orders(ann, "1998-06-01", "60.00 EUR");
        shop.orders(bob, "1998-06-01", "60.00");
        Assessed all = shop.assess();
        assertThat(all.refused()).isEqualTo(Map.of("value.currencies", 1L));
        assertThat(all.assessed()).isEqualTo(1);
        assertThat(shop.assessments(ann)).isEmpty();
    }

    @Test
    void assessesASurvivorWithoutContactsByThoseOfWhomItAbsorbed() {
        shop.orders(bob, "1998-06-01", "60.00");
        shop.firm.send(new MergeCustomers(ann, bob, null, Firm.WHEN));
        assertThat(some(bob).assessed()).isEqualTo(1);
        assertThat(shop.assessments(ann).getLast().members())
                .containsExactly(ann.value(), bob.value());
    }

    @Test
    void countsWhoIsRefusedAmongSomeAndAssessesTheOthers() {
        shop.orders(bob, "1998-06-01", "60.00");
        Assessed both = some(ann, bob);
        assertThat(both.refused()).isEqualTo(Map.of("value.unassessed", 1L));
        assertThat(both.customers()).isEqualTo(2);
        assertThat(both.assessed()).isEqualTo(1);
        assertThat(shop.assessments(bob)).hasSize(1);
    }

    private Assessed some(CustomerId... customers) {
        return shop.firm
                .get(Assessing.class)
                .some(Stream.of(customers).map(CustomerId::value).toList(), Origin.of("admin"));
    }

    @Test
    void assessesSomebodyErasedByNumbersAlone() {
        shop.orders(ann, "1998-06-01", "60.00");
        shop.assess();
        shop.firm
                .get(PersonErasure.class)
                .erase(
                        new Asked(ann, false, "asked", "law"),
                        Origin.of("admin"),
                        Duration.ofSeconds(60));
        shop.today("1999-06-02");
        assertThat(shop.assess().assessed()).isEqualTo(1);
        assertThat(shop.assessments(ann)).hasSize(2);
    }

    /** What was decided follows from what was known by then, to the last digit. */
    @Test
    void findsEveryScoreAgainFromTheHistory() {
        for (int i = 0; i < 24; i++) {
            CustomerId each = shop.firm.registered("C-" + i);
            for (int n = 0; n <= i % 7; n++)
                shop.orders(each, LocalDate.of(1998, 1 + n % 6, 1 + i).toString(), 7 + i + ".37");
            if (i % 5 == 0) shop.tell(each, "complaint", "phone", "1998-05-05", null);
        }
        shop.assess("1998-03-31");
        shop.firm.send(
                new RecordFit(
                        ModelFitId.FIRM,
                        LocalDate.of(1998, 6, 30),
                        shop.firm.head(),
                        new PurchaseFit(
                                new PurchaseModel(.25, 4.5, .75, 2.5), -9582.5, 2357, 946, 22),
                        new SpendFit(new SpendModel(6.25, 3.75, 15.5), -4055.5, 946, 23),
                        null,
                        Firm.WHEN));
        shop.assess("1998-06-30");
        int seen = 0;
        for (var event : shop.firm.history().readAfter(0, 10_000)) {
            if (!(event.payload() instanceof ValueAssessed e)) continue;
            seen++;
            assertThat(Again.assessed(e, event.position(), shop)).isEqualTo(e);
        }
        assertThat(seen).isGreaterThan(40);
    }

    @Test
    void followsBySelfOnceAModelIsInUse(@TempDir Path other) {
        try (Shop quick = Shop.in(other, Map.of("kehu.value.assess-every", "PT0.05S"))) {
            CustomerId eve = quick.firm.registered("EVE");
            quick.orders(eve, "1998-06-01", "60.00");
            quick.assess();
            quick.orders(eve, "1998-06-02", "150.00");
            await().until(() -> quick.assessments(eve).size() == 2);
            quick.answers(eve, "1998-06-03", "2");
            await().until(() -> quick.assessments(eve).size() == 3);
            quick.asks(eve, "1998-06-04", "12.00");
            await().until(() -> quick.assessments(eve).size() == 4);
            quick.today("1999-08-01");
            await().until(() -> quick.assessments(eve).size() == 5);
        }
    }

    @Test
    void goesOnAfterSomebodyWithoutContactsWasParted(@TempDir Path other) {
        try (Shop quick = Shop.in(other, Map.of("kehu.value.assess-every", "PT0.05S"))) {
            CustomerId eve = quick.firm.registered("EVE");
            CustomerId zoe = quick.firm.registered("ZOE");
            quick.orders(eve, "1998-06-01", "60.00");
            quick.assess();
            quick.orders(eve, "1998-06-02", "150.00");
            await().until(() -> quick.assessments(eve).size() == 2);
            quick.firm.send(new MergeCustomers(eve, zoe, null, Firm.WHEN));
            await().until(() -> quick.assessments(eve).size() == 3);
            quick.firm.send(new UnmergeCustomers(eve, zoe, null, Firm.WHEN));
            await().until(() -> quick.assessments(eve).size() == 4);
            quick.orders(eve, "1998-06-03", "300.00");
            await().until(() -> quick.assessments(eve).size() == 5);
        }
    }
}
