package dev.kehu.value.formula.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kehu.kernel.Refusal;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

class BasketsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private final Baskets baskets = new Baskets();

    @Test
    void knowsTheFirstCustomerOfTheSample() throws IOException {
        List<Buyer> buyers = CdnowPurchases.sample().until(LocalDate.of(1997, 9, 30));
        Buyer first =
                buyers.stream().filter(b -> b.customer().equals("*4")).findFirst().orElseThrow();
        assertThat(first).isEqualTo(new Buyer("*4", 2, 213, 272, 22.345));
        assertThat(buyers.stream().mapToInt(Buyer::frequency).sum()).isEqualTo(2457);
    }

    @Test
    void countsDaysOnceAndSumsTheirMoney() {
        buy("c", 0, 5);
        buy("c", 0, 5);
        buy("c", 10, 3);
        buy("c", 10, 4);
        assertThat(until(20)).containsExactly(new Buyer("c", 1, 10, 20, 7));
    }

    @Test
    void takesPurchasesInAnyOrder() {
        for (int day : List.of(30, 0, 20, 10)) buy("c", day, day);
        assertThat(until(40)).containsExactly(new Buyer("c", 3, 30, 40, 20));
    }

    @Test
    void doesNotSeeWhatCameLater() {
        buy("c", 0, 1);
        buy("c", 10, 1);
        buy("c", 21, 100);
        buy("later", 21, 1);
        assertThat(until(20)).containsExactly(new Buyer("c", 1, 10, 20, 1));
    }

    @Test
    void leavesOutWhatWasPaidBack() {
        buy("c", 0, 5);
        buy("c", 10, -5);
        buy("only-refunds", 0, -1);
        assertThat(until(20)).containsExactly(new Buyer("c", 0, 0, 20, 0));
        assertThat(baskets.refunds()).isEqualTo(2);
    }

    @Test
    void countsAPurchaseOfNothing() {
        buy("c", 0, 5);
        buy("c", 10, 0);
        assertThat(until(20)).containsExactly(new Buyer("c", 1, 10, 20, 0));
    }

    @Test
    void hasNoLastDayWithoutPurchases() {
        assertThatThrownBy(baskets::last).isInstanceOf(Refusal.class);
    }

    private void buy(String customer, int day, long money) {
        baskets.add(customer, FIRST.plusDays(day), BigDecimal.valueOf(money));
    }

    private List<Buyer> until(int day) {
        return baskets.until(FIRST.plusDays(day));
    }
}
