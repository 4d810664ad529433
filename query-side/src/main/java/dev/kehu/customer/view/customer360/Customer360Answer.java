package dev.kehu.customer.view.customer360;

import dev.kehu.customer.view.customer360.Activity.Cell;
import dev.kehu.customer.view.customer360.Customer360Api.ValueAnswer;
import dev.kehu.kernel.Money;
import dev.kehu.platform.answer.Amount;
import dev.kehu.platform.fold.Sales;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A customer as readers get it.
 *
 * @param id the survivor's, whichever member of the group was asked for
 * @param members ids of the customers that are this one, itself first
 * @param value the latest assessment, null before the first
 */
public record Customer360Answer(
        String id,
        @Nullable String code,
        @Nullable String name,
        @Nullable String type,
        String status,
        @Nullable Instant registeredAt,
        List<String> members,
        List<ContactAnswer> contacts,
        List<PersonAnswer> persons,
        Interactions interactions,
        List<MoneyAnswer> money,
        List<MonthAnswer> months,
        List<RecentAnswer> recent,
        @Nullable ValueAnswer value,
        long position,
        long storePosition,
        long behind) {

    static Customer360Answer of(Face<Customer360> face) {
        Customer360 view = face.view();
        UnaryOperator<@Nullable String> texts = face.texts();
        FileCard file = view.file();
        Activity activity = view.activity();
        Freshness freshness = face.freshness();
        return new Customer360Answer(
                view.id(),
                file == null ? null : texts.apply(file.code()),
                file == null ? null : texts.apply(file.name()),
                file == null ? null : texts.apply(file.type()),
                view.status(),
                file == null ? null : file.registeredAt(),
                face.group().members(),
                view.contacts().entrySet().stream().map(e -> ContactAnswer.of(e, texts)).toList(),
                view.persons().entrySet().stream().map(e -> PersonAnswer.of(e, texts)).toList(),
                new Interactions(
                        activity.count(),
                        activity.firstAt(),
                        activity.lastAt(),
                        activity.byChannel(),
                        activity.byKind()),
                MoneyAnswer.of(activity.money()),
                activity.cells().entrySet().stream().map(MonthAnswer::of).toList(),
                view.recent().stream().map(item -> RecentAnswer.of(item, texts)).toList(),
                ValueAnswer.of(view.worth()),
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }

    /** Counts; first and last are business times, null before the first contact. */
    public record Interactions(
            long count,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt,
            Map<String, Long> byChannel,
            Map<String, Long> byKind) {}

    /** Orders in one currency; {@code value} is decimal text. */
    public record MoneyAnswer(String currency, long orders, String value) {
        static List<MoneyAnswer> of(Map<String, Sales> sums) {
            List<MoneyAnswer> money = new ArrayList<>();
            sums.forEach(
                    (currency, sales) ->
                            money.add(
                                    new MoneyAnswer(
                                            currency,
                                            sales.orders(),
                                            Money.text(sales.minor(), currency))));
            return money;
        }
    }

    /** One channel in one month. */
    public record MonthAnswer(String month, String channel, long count, List<MoneyAnswer> money) {
        static MonthAnswer of(Map.Entry<String, Cell> entry) {
            String key = entry.getKey();
            int bar = key.indexOf('|');
            Cell cell = entry.getValue();
            return new MonthAnswer(
                    key.substring(0, bar),
                    key.substring(bar + 1),
                    cell.count(),
                    MoneyAnswer.of(cell.money()));
        }
    }

    /** An address and whether it still holds. */
    public record ContactAnswer(
            String id,
            @Nullable String kind,
            @Nullable String value,
            @Nullable String system,
            String state) {
        static ContactAnswer of(
                Map.Entry<String, ContactPoint> entry, UnaryOperator<@Nullable String> texts) {
            ContactPoint point = entry.getValue();
            return new ContactAnswer(
                    entry.getKey(),
                    point.kind(),
                    texts.apply(point.value()),
                    texts.apply(point.system()),
                    point.state());
        }
    }

    /** A person to speak to. */
    public record PersonAnswer(
            String id,
            @Nullable String name,
            @Nullable String role,
            List<Person.Address> contacts) {
        static PersonAnswer of(
                Map.Entry<String, Person> entry, UnaryOperator<@Nullable String> texts) {
            Person person = entry.getValue();
            return new PersonAnswer(
                    entry.getKey(),
                    texts.apply(person.name()),
                    texts.apply(person.role()),
                    person.contacts().stream().map(each -> each.with(texts)).toList());
        }
    }

    /** One of the last interactions, shaped like an item of the timeline. */
    public record RecentAnswer(
            String id,
            Instant occurredAt,
            Instant recordedAt,
            long position,
            String channel,
            String direction,
            String kind,
            @Nullable String summary,
            @Nullable Amount amount,
            @Nullable BigDecimal quantity) {
        static RecentAnswer of(Recent item, UnaryOperator<@Nullable String> texts) {
            return new RecentAnswer(
                    item.id(),
                    item.occurredAt(),
                    item.recordedAt(),
                    item.position(),
                    item.channel(),
                    item.direction(),
                    item.kind(),
                    texts.apply(item.summary()),
                    Amount.of(item.minor(), item.currency()),
                    item.quantity());
        }
    }
}
