package dev.kehu.value.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.kernel.Money;
import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.lifetime.Buyer;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

class OrderBookTest {
    private static final LocalDate END = LocalDate.of(2026, 3, 1);

    private final Told history = new Told();

    @Test
    void namesCustomersByTheirCodeOrElseTheirId() {
        history.order("customer-2", "2026-01-10", "5", "EUR")
                .registered("customer-1", "A-1")
                .registered("customer-3", null)
                .order("customer-1", "2026-01-10", "5", "EUR")
                .order("customer-3", "2026-01-10", "5", "EUR");
        assertThat(buyers(ZoneOffset.UTC))
                .extracting(Buyer::customer)
                .containsExactly("A-1", "customer-2", "customer-3");
    }

    @Test
    void countsOrdersInAnyOrderWheneverTheCustomerWasRegistered() {
        history.order("customer-1", "2026-02-10", "7.50", "EUR")
                .order("customer-1", "2026-01-10", "5", "EUR")
                .contact("customer-1", "2026-02-20", "payment", money("3"))
                .contact("customer-1", "2026-02-21", "order", null)
                .registered("customer-1", "A-1");
        assertThat(buyers(ZoneOffset.UTC)).containsExactly(new Buyer("A-1", 1, 31, 50, 7.5));
    }

    @Test
    void countsDaysInTheZoneOfTheFirm() {
        history.contact("customer-1", "2026-01-10T23:00:00Z", "order", money("1"))
                .contact("customer-1", "2026-01-11T01:00:00Z", "order", money("1"));
        assertThat(buyers(ZoneOffset.UTC).getFirst().frequency()).isEqualTo(1);
        assertThat(buyers(ZoneId.of("Asia/Shanghai")).getFirst().frequency()).isZero();
    }

    @Test
    void joinsWhoWasMergedUntilItIsTakenBack() {
        history.order("customer-1", "2026-01-10", "1", "EUR")
                .order("customer-2", "2026-01-20", "1", "EUR")
                .order("customer-3", "2026-01-30", "1", "EUR")
                .merged("customer-1", "customer-2")
                .merged("customer-2", "customer-3");
        assertThat(buyers(ZoneOffset.UTC)).containsExactly(new Buyer("customer-3", 2, 20, 50, 1));
        history.restored("customer-2", "customer-3");
        assertThat(buyers(ZoneOffset.UTC)).hasSize(2);
    }

    @Test
    void addsNoMoneyOfSeveralCurrenciesOrWithoutEnd() {
        history.order("customer-1", "2026-01-10", "1", "EUR");
        assertThat(OrderBook.read(history, ZoneOffset.UTC).noMoney()).isNull();
        history.order("customer-1", "2026-01-11", "1", "USD");
        Refusal several = OrderBook.read(history, ZoneOffset.UTC).noMoney();
        assertThat(several).hasMessageContaining("EUR, USD");
        history.order("customer-1", "2026-01-12", "90000000000000000", "JPY");
        Refusal endless = OrderBook.read(history, ZoneOffset.UTC).noMoney();
        assertThat(endless == null ? "" : endless.code()).isEqualTo("value.amounts");
        assertThat(buyers(ZoneOffset.UTC).getFirst().frequency()).isEqualTo(2);
    }

    private static Money money(String value) {
        return new Money(new BigDecimal(value), "EUR");
    }

    private List<Buyer> buyers(ZoneId zone) {
        return OrderBook.read(history, zone).baskets().until(END);
    }
}
