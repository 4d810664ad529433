package dev.kehu.value.formula.fact;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How orders were paid. An order by web or in a shop is paid at once; any other falls due after
 * {@link #DAYS} days, and what was paid or sent back settles the oldest order first (FIFO).
 *
 * @param judged orders that were paid, or are overdue
 * @param onTime those of them that were paid when they fell due
 */
record PaymentBehaviour(int judged, int onTime) {
    static final int DAYS = 30;

    private record Credit(LocalDate day, BigDecimal total) {}

    /**
     * @param entries by time, none of them after that day
     */
    static PaymentBehaviour of(List<Entry> entries, Prices prices, LocalDate day) {
        List<Credit> credits = credits(entries, prices);
        BigDecimal due = BigDecimal.ZERO;
        int judged = 0, onTime = 0, place = 0;
        for (Entry order : entries) {
            if (!order.purchase()) continue;
            BigDecimal worth = prices.worth(order.amount());
            if (worth.signum() == 0) continue;
            if (order.atOnce()) {
                judged++;
                onTime++;
                continue;
            }
            due = due.add(worth);
            while (place < credits.size() && credits.get(place).total().compareTo(due) < 0) place++;
            LocalDate last = order.day().plusDays(DAYS);
            boolean settled = place < credits.size();
            if (!settled && !day.isAfter(last)) continue;
            judged++;
            if (settled && !credits.get(place).day().isAfter(last)) onTime++;
        }
        return new PaymentBehaviour(judged, onTime);
    }

    /** What was paid or sent back up to and with each day. */
    private static List<Credit> credits(List<Entry> entries, Prices prices) {
        List<Credit> credits = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Entry e : entries) {
            if (!e.is("payment") && !e.is("return")) continue;
            BigDecimal worth = prices.worth(e.amount());
            total = total.add(e.is("return") ? worth.abs() : worth);
            credits.add(new Credit(e.day(), total));
        }
        return credits;
    }

    /** Laplace's rule of succession: the chance that the next order is paid on time. */
    double chance() {
        return (1.0 + onTime) / (2.0 + judged);
    }
}
