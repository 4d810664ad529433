package dev.kehu.value.process;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerEvent.CustomerRegistered;
import dev.kehu.customer.api.CustomerEvent.CustomerRestored;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.OrderedHistory;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.value.formula.lifetime.Baskets;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Every customer's orders, read from history in one pass. What a merged customer bought counts for
 * the survivor; when somebody was registered does not matter, the first order begins a customer's
 * time.
 */
public final class OrderBook {
    private final ZoneId zone;
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final TreeSet<String> currencies = new TreeSet<>();
    private long tooLarge;

    private OrderBook(ZoneId zone) {
        this.zone = zone;
    }

    private record Order(String customer, LocalDate day, BigDecimal amount) {}

    /**
     * @param zone days are counted in it
     */
    public static OrderBook read(OrderedHistory history, ZoneId zone) {
        OrderBook book = new OrderBook(zone);
        try (OrderedHistory.Scan scan = history.scan(0)) {
            for (List<RecordedEvent> page = scan.next(); !page.isEmpty(); page = scan.next())
                page.forEach(book::on);
        }
        return book;
    }

    private void on(RecordedEvent event) {
        switch (event.payload()) {
            case InteractionRecorded e when e.kind().equals("order") && e.amount() != null ->
                    ordered(e, e.amount());
            case CustomerRegistered e when e.code() != null ->
                    codes.put(e.customerId().value(), e.code());
            case CustomerMerged e -> survivors.put(e.customerId().value(), e.survivor().value());
            case CustomerRestored e -> survivors.remove(e.customerId().value());
            default -> {}
        }
    }

    private void ordered(InteractionRecorded e, Money amount) {
        currencies.add(amount.currency());
        boolean usable = !Baskets.tooLarge(amount.value());
        if (!usable) tooLarge++;
        orders.add(
                new Order(
                        e.customerId().value(),
                        e.occurredAt().atZone(zone).toLocalDate(),
                        usable ? amount.value() : BigDecimal.ZERO));
    }

    /** By the code of the customer who answers for them now, or the id of one without a code. */
    public Baskets baskets() {
        Baskets baskets = new Baskets();
        for (Order each : orders) {
            String customer = survivor(each.customer());
            baskets.add(codes.getOrDefault(customer, customer), each.day(), each.amount());
        }
        return baskets;
    }

    private String survivor(String customer) {
        String now = customer;
        for (String next = survivors.get(now); next != null; next = survivors.get(now)) now = next;
        return now;
    }

    /** Why the money of all orders cannot be added up, or null when it can. */
    public @Nullable Refusal noMoney() {
        if (tooLarge > 0)
            return Refusal.invalid(
                    "value.amounts", tooLarge + " orders are over 1,000,000,000,000; mend them");
        if (currencies.size() > 1)
            return Refusal.invalid(
                    "value.currencies",
                    "orders are in %s, and no rate between them is recorded"
                            .formatted(String.join(", ", currencies)));
        return null;
    }
}
