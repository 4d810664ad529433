package dev.kehu.value.process.assessment;

import dev.kehu.audit.api.CalendarCommand.AdvanceBusinessDay;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerReference;
import dev.kehu.interaction.api.Delivery;
import dev.kehu.interaction.api.Facts;
import dev.kehu.interaction.api.InteractionCommand.RecordInteraction;
import dev.kehu.kernel.Money;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A firm that sells things, in the last days of June 1998. */
public final class Shop implements AutoCloseable {
    private static final LocalDate TODAY = LocalDate.of(1998, 6, 30);
    private static final Origin ADMIN = Origin.of("admin");

    public final Firm firm;
    private int told;

    private Shop(Firm firm) {
        this.firm = firm;
        today(TODAY.toString());
    }

    public static Shop in(Path directory) {
        return in(directory, Map.of());
    }

    public static Shop in(Path directory, Map<String, String> settings, Class<?>... more) {
        return new Shop(Firm.in(directory, settings, more));
    }

    public void today(String day) {
        firm.send(new AdvanceBusinessDay(LocalDate.parse(day), Firm.WHEN));
    }

    public void orders(CustomerId customer, String day, String amount) {
        tell(customer, "order", "web", day, amount);
    }

    public void tell(
            CustomerId customer, String kind, String channel, String day, @Nullable String amount) {
        tell(customer, kind, channel, day, amount, null, null);
    }

    public void answers(CustomerId customer, String day, String answer) {
        tell(customer, "survey", "web", day, null, answer, null);
    }

    public void asks(CustomerId customer, String day, String cost) {
        tell(customer, "enquiry", "phone", day, null, null, cost);
    }

    private void tell(
            CustomerId customer,
            String kind,
            String channel,
            String day,
            @Nullable String amount,
            @Nullable String quantity,
            @Nullable String cost) {
        String id = "told-" + told++;
        firm.send(
                new RecordInteraction(
                        new Delivery(firm.ids().interaction("/shop", id), "/shop", id, "print"),
                        new CustomerReference.ById(customer),
                        new Facts(
                                channel,
                                "inbound",
                                kind,
                                Instant.parse(day + "T12:00:00Z"),
                                "said",
                                null,
                                amount == null ? null : money(amount),
                                quantity == null ? null : new BigDecimal(quantity),
                                null,
                                cost == null ? null : money(cost),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
    }

    private static Money money(String text) {
        String[] parts = text.split(" ");
        return new Money(new BigDecimal(parts[0]), parts.length == 1 ? "USD" : parts[1]);
    }

    public Assessed assess() {
        return firm.get(Assessing.class).everybody(Optional.empty(), ADMIN, n -> {});
    }

    public Assessed assess(String day) {
        return firm.get(Assessing.class)
                .everybody(Optional.of(LocalDate.parse(day)), ADMIN, n -> {});
    }

    public List<ValueAssessed> assessments(CustomerId customer) {
        return firm.history().readSubject(customer.value(), 0, 1_000).stream()
                .map(event -> event.payload())
                .filter(ValueAssessed.class::isInstance)
                .map(ValueAssessed.class::cast)
                .toList();
    }

    @Override
    public void close() {
        firm.close();
    }
}
