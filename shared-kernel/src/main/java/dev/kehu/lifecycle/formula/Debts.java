package dev.kehu.lifecycle.formula;

import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What customers owe, by the rule credit-worthiness goes by: an order by web or in a shop is paid
 * when it is made, any other falls due after 30 days, and what was paid or sent back settles the
 * oldest order first. Sixteen bytes for each of these.
 */
final class Debts {
    private static final int DAYS = 30;

    /** No currency has more decimals. */
    private static final int DECIMALS = 4;

    /** What is over it is taken for a mistake, as it is in what a customer is worth. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private static final Set<String> AT_ONCE = Set.of("web", "shop");
    private static final int KINDS = 2;
    private static final int CREDIT = 1;

    private final Map<String, Account> accounts = new HashMap<>();
    private final Currencies currencies = new Currencies();

    /** Days with the kind, and the amounts that go with them. */
    private record Account(Numbers days, Numbers amounts) {
        Account() {
            this(new Numbers(), new Numbers());
        }
    }

    void on(InteractionRecorded e, long day) {
        Money amount = e.amount();
        if (amount == null || amount.value().abs().compareTo(MOST) > 0) return;
        switch (e.kind()) {
            case "order" -> {
                if (amount.value().signum() > 0 && !AT_ONCE.contains(e.channel()))
                    add(e, day * KINDS, amount, amount.value());
            }
            case "payment" -> add(e, day * KINDS + CREDIT, amount, amount.value());
            case "return" -> add(e, day * KINDS + CREDIT, amount, amount.value().abs());
            default -> {}
        }
    }

    private void add(InteractionRecorded e, long day, Money amount, BigDecimal value) {
        currencies.add(amount.currency());
        Account account =
                accounts.computeIfAbsent(e.customerId().value(), customer -> new Account());
        account.days().add(day);
        account.amounts()
                .add(
                        value.setScale(DECIMALS, RoundingMode.HALF_EVEN)
                                .unscaledValue()
                                .longValueExact());
    }

    /**
     * What is owed for longer than it may be at the end of a day; who paid ahead owes nothing, and
     * pays for nobody else.
     *
     * @throws dev.kehu.kernel.Refusal {@code lifecycle.currencies}
     */
    BigDecimal overdue(long day, UnaryOperator<String> survivor) {
        currencies.refuseSeveral();
        Map<String, Balance> balances = new HashMap<>();
        accounts.forEach(
                (customer, account) ->
                        balances.merge(
                                survivor.apply(customer), balance(account, day), Balance::plus));
        return balances.values().stream()
                .map(Balance::overdue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * @param late orders that had to be paid by now
     * @param paid for any; less than nothing where more was paid back
     */
    private record Balance(BigDecimal late, BigDecimal paid) {
        Balance plus(Balance other) {
            return new Balance(late.add(other.late), paid.add(other.paid));
        }

        BigDecimal overdue() {
            return late.subtract(paid.max(BigDecimal.ZERO)).max(BigDecimal.ZERO);
        }
    }

    private static Balance balance(Account account, long day) {
        BigDecimal late = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        for (int i = 0; i < account.days().size(); i++) {
            long at = Math.floorDiv(account.days().get(i), KINDS);
            boolean credit = Math.floorMod(account.days().get(i), KINDS) == CREDIT;
            BigDecimal amount = BigDecimal.valueOf(account.amounts().get(i), DECIMALS);
            if (credit && at <= day) paid = paid.add(amount);
            if (!credit && at + DAYS < day) late = late.add(amount);
        }
        return new Balance(late, paid);
    }
}
