package dev.kehu.adapter;

import dev.kehu.customer.view.customer360.Customer360Answer;
import dev.kehu.customer.view.customer360.Customer360Api;
import dev.kehu.customer.view.customer360.Customer360Api.ValueAnswer;
import dev.kehu.customer.view.customer360.CustomersApi;
import dev.kehu.customer.view.customer360.CustomersApi.Customers;
import dev.kehu.interaction.view.timeline.TimelineAnswer;
import dev.kehu.interaction.view.timeline.TimelineApi;
import dev.kehu.kernel.Refusal;
import dev.kehu.page.Reading;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.value.view.valuehistory.ValueHistoryApi;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills the pages from the same answers the API gives, so that a page and a program never see two
 * truths.
 */
@Component
class PageReading implements Reading {
    private final CustomersApi customers;
    private final Customer360Api customer360;
    private final TimelineApi timeline;
    private final ValueHistoryApi value;
    private final ZoneId zone;

    PageReading(
            CustomersApi customers,
            Customer360Api customer360,
            TimelineApi timeline,
            ValueHistoryApi value,
            @Value("${kehu.zone:UTC}") String zone) {
        this.customers = customers;
        this.customer360 = customer360;
        this.timeline = timeline;
        this.value = value;
        this.zone = ZoneId.of(zone);
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public Found find(String text, @Nullable String cursor, int limit) {
        Customers page = customers.find(text, cursor, limit);
        List<Hit> hits = page.items().stream().map(PageReading::hit).toList();
        return new Found(hits, page.next(), new Freshness(page.position(), page.behind()));
    }

    private static Hit hit(Map<String, @Nullable Object> row) {
        return new Hit(
                String.valueOf(row.get("id")),
                (String) row.get("code"),
                (String) row.get("name"),
                String.valueOf(row.get("status")),
                row.get("interactions") instanceof Number count ? count.longValue() : 0,
                (Instant) row.get("lastAt"));
    }

    @Override
    public Optional<Customer> customer(String id, Moment moment) {
        try {
            return Optional.of(customer(customer360.read(id, asOf(moment))));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.UNKNOWN) {
                throw refusal;
            }
            return Optional.empty();
        }
    }

    private static Customer customer(Customer360Answer a) {
        return new Customer(
                a.id(),
                a.code(),
                a.name(),
                a.type(),
                a.status(),
                a.contacts().stream()
                        .filter(c -> c.kind() != null && c.state().equals("claimed"))
                        .map(c -> new ContactLine(c.kind(), c.value(), c.system()))
                        .toList(),
                a.persons().stream().map(p -> new Person(p.name(), p.role())).toList(),
                a.members().stream().filter(member -> !member.equals(a.id())).toList(),
                new Interactions(
                        a.interactions().count(),
                        a.interactions().firstAt(),
                        a.interactions().lastAt(),
                        a.interactions().byChannel(),
                        a.interactions().byKind()),
                a.money().stream()
                        .map(m -> new Turnover(m.currency(), m.orders(), new BigDecimal(m.value())))
                        .toList(),
                standing(a.value()),
                new Freshness(a.position(), a.behind()));
    }

    private static @Nullable Standing standing(@Nullable ValueAnswer value) {
        return value == null
                ? null
                : new Standing(
                        value.valueClass(),
                        value.trend(),
                        value.score().setScale(3, RoundingMode.HALF_EVEN).toPlainString());
    }

    @Override
    public Timeline timeline(
            String id, Moment moment, Filter filter, @Nullable String cursor, int limit) {
        TimelineAnswer page =
                timeline.read(id, asOf(moment), filter.channel(), filter.kind(), cursor, limit);
        return new Timeline(
                page.items().stream().map(PageReading::entry).toList(),
                page.next(),
                new Freshness(page.position(), page.behind()));
    }

    private static Entry entry(TimelineAnswer.ItemAnswer item) {
        return new Entry(
                item.id(),
                item.occurredAt(),
                item.recordedAt(),
                item.channel(),
                item.direction(),
                item.kind(),
                item.summary(),
                item.amount() == null ? null : new BigDecimal(item.amount().value()),
                item.amount() == null ? null : item.amount().currency(),
                item.quantity());
    }

    @Override
    public List<Month> months(String id, Moment moment) {
        return value.read(id, asOf(moment)).months().stream()
                .map(
                        m ->
                                new Month(
                                        YearMonth.parse(m.month()),
                                        m.orders(),
                                        new BigDecimal(m.value()),
                                        m.currency()))
                .toList();
    }

    @Override
    public List<Score> scores(String id, Moment moment) {
        return value.read(id, asOf(moment)).assessments().stream()
                .map(
                        a ->
                                new Score(
                                        a.businessDay(),
                                        a.score(),
                                        a.valueClass(),
                                        a.trend(),
                                        a.model()))
                .toList();
    }

    private static AsOf asOf(Moment moment) {
        return new AsOf(moment.asOf(), moment.knownAt());
    }
}
