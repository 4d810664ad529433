package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Money;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.api.Measure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A firm of some thousand contacts, to count measures of beside the plainest count there is. */
abstract class CountedFirm {
    static final LocalDate FIRST = LocalDate.parse("1997-01-01");
    static final LocalDate DAY = LocalDate.parse("1997-12-05");
    static final ZoneId ZONE = Told.ZONE;

    final List<InteractionRecorded> raw = new ArrayList<>();
    final List<DomainEvent> other = new ArrayList<>();
    final Told told = new Told();
    final FirmBook book = told.book;

    @BeforeEach
    void tell() {
        long seed = 20_240_601;
        System.out.println("seed " + seed);
        Random chance = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            raw.add(random(chance));
            if (i % 5 == 0) raw.add(soonAfter(raw.getLast(), chance.nextInt(10_000)));
        }
        raw.forEach(told::on);
        for (int i = 0; i < 5; i++) told.merge("customer-" + i, "customer-" + (i + 40));
        for (int i = 0; i < 60; i++) staff(chance);
    }

    static InteractionRecorded random(Random chance) {
        String[] kinds = {"order", "enquiry", "complaint", "service", "campaign", "survey"};
        String kind = kinds[chance.nextInt(kinds.length)];
        boolean outbound = List.of("campaign", "survey").contains(kind) || chance.nextInt(3) == 0;
        Instant at = FIRST.atStartOfDay(ZONE).toInstant().plusSeconds(chance.nextInt(34_000_000));
        return interaction(
                "customer-" + chance.nextInt(400),
                kind,
                outbound ? "outbound" : "inbound",
                at,
                kind.equals("order") ? usd(chance.nextInt(10_000)) : null,
                chance.nextInt(4) == 0 ? usd(chance.nextInt(500)) : null);
    }

    static InteractionRecorded soonAfter(InteractionRecorded first, int seconds) {
        return interaction(
                first.customerId().value(),
                "service",
                "outbound",
                first.occurredAt().plusSeconds(seconds),
                null,
                null);
    }

    static Money usd(int cents) {
        return new Money(BigDecimal.valueOf(cents, 2), "USD");
    }

    static InteractionRecorded interaction(
            String customer,
            String kind,
            String direction,
            Instant at,
            @Nullable Money amount,
            @Nullable Money cost) {
        return new InteractionRecorded(
                new InteractionId("interaction-1"),
                new CustomerId(customer),
                "web",
                direction,
                kind,
                at,
                amount,
                null,
                null,
                cost,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "f");
    }

    void staff(Random chance) {
        ImplementationId id = new ImplementationId("implementation-1");
        String employee = "e" + chance.nextInt(12);
        LocalDate day = FIRST.plusDays(chance.nextInt(400));
        DomainEvent event =
                chance.nextBoolean()
                        ? new TrainingTaken(id, employee, "idea", day, Instant.EPOCH)
                        : new AcceptanceSurveyed(
                                id, employee, 1 + chance.nextInt(5), day, Instant.EPOCH);
        other.add(event);
        told.on(event);
    }

    static LocalDate day(InteractionRecorded e) {
        return e.occurredAt().atZone(ZONE).toLocalDate();
    }

    String who(InteractionRecorded e) {
        return told.who(e.customerId().value());
    }

    Stream<InteractionRecorded> until(Predicate<InteractionRecorded> which) {
        return raw.stream().filter(e -> !day(e).isAfter(DAY)).filter(which);
    }

    static boolean order(InteractionRecorded e) {
        return e.kind().equals("order");
    }

    Figure figure(Measure measure) {
        return Counting.of(book, measure, DAY).orElseThrow();
    }

    void is(Measure measure, double expected) {
        Figure figure = figure(measure);
        assertThat(figure.value().doubleValue())
                .as(measure.label())
                .isCloseTo(expected, within(1e-6));
        assertThat(figure.low()).isLessThanOrEqualTo(figure.value());
        assertThat(figure.high()).isGreaterThanOrEqualTo(figure.value());
        assertThat(figure.position()).isEqualTo(book.position());
    }
}
