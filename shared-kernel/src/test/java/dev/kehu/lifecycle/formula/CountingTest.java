package dev.kehu.lifecycle.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kehu.customer.api.CustomerEvent.CustomerMerged;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.api.InteractionId;
import dev.kehu.kernel.DomainEvent;
import dev.kehu.kernel.Money;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.ImplementationEvent.AcceptanceSurveyed;
import dev.kehu.lifecycle.api.ImplementationEvent.TrainingTaken;
import dev.kehu.lifecycle.api.ImplementationId;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.value.api.CustomerValueEvent.ValueAssessed;
import dev.kehu.value.api.CustomerValueId;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.api.ValueModelId;
import dev.kehu.value.formula.lifetime.Baskets;
import dev.kehu.value.formula.lifetime.PurchaseModel;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Each measure beside the plainest count one can write over the raw events, in any order. */
class CountingTest {
    private static final LocalDate FIRST = LocalDate.parse("1997-01-01");
    private static final LocalDate DAY = LocalDate.parse("1997-12-05");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final List<InteractionRecorded> raw = new ArrayList<>();
    private final List<DomainEvent> other = new ArrayList<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final FirmBook book = new FirmBook(ZONE);
    private long position;

    @BeforeEach
    void tell() {
        long seed = 20_240_601;
        System.out.println("seed " + seed);
        Random chance = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            raw.add(random(chance));
            if (i % 5 == 0) raw.add(soonAfter(raw.getLast(), chance.nextInt(10_000)));
        }
        raw.forEach(this::on);
        for (int i = 0; i < 5; i++) merge("customer-" + i, "customer-" + (i + 40));
        for (int i = 0; i < 60; i++) staff(chance);
    }

    private void on(DomainEvent event) {
        book.on(recorded(++position, event));
    }

    private static RecordedEvent recorded(long position, DomainEvent event) {
        return new RecordedEvent(
                position,
                "s",
                0,
                new UUID(0, position),
                "n",
                "1",
                "s",
                Instant.EPOCH,
                event,
                Map.of(),
                new byte[32]);
    }

    private static InteractionRecorded random(Random chance) {
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

    private static InteractionRecorded soonAfter(InteractionRecorded first, int seconds) {
        return interaction(
                first.customerId().value(),
                "service",
                "outbound",
                first.occurredAt().plusSeconds(seconds),
                null,
                null);
    }

    private static Money usd(int cents) {
        return new Money(BigDecimal.valueOf(cents, 2), "USD");
    }

    private static InteractionRecorded interaction(
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

    private void merge(String absorbed, String survivor) {
        survivors.put(absorbed, survivor);
        on(merged(absorbed, survivor));
    }

    private static CustomerMerged merged(String absorbed, String survivor) {
        return new CustomerMerged(
                new CustomerId(absorbed), new CustomerId(survivor), null, Instant.EPOCH);
    }

    private void staff(Random chance) {
        ImplementationId id = new ImplementationId("implementation-1");
        String employee = "e" + chance.nextInt(12);
        LocalDate day = FIRST.plusDays(chance.nextInt(400));
        DomainEvent event =
                chance.nextBoolean()
                        ? new TrainingTaken(id, employee, "idea", day, Instant.EPOCH)
                        : new AcceptanceSurveyed(
                                id, employee, 1 + chance.nextInt(5), day, Instant.EPOCH);
        other.add(event);
        on(event);
    }

    private static LocalDate day(InteractionRecorded e) {
        return e.occurredAt().atZone(ZONE).toLocalDate();
    }

    private String who(InteractionRecorded e) {
        return survivors.getOrDefault(e.customerId().value(), e.customerId().value());
    }

    private Stream<InteractionRecorded> until(Predicate<InteractionRecorded> which) {
        return raw.stream().filter(e -> !day(e).isAfter(DAY)).filter(which);
    }

    private static boolean order(InteractionRecorded e) {
        return e.kind().equals("order");
    }

    private Figure figure(Measure measure) {
        return Counting.of(book, measure, DAY).orElseThrow();
    }

    private void is(Measure measure, double expected) {
        Figure figure = figure(measure);
        assertThat(figure.value().doubleValue())
                .as(measure.label())
                .isCloseTo(expected, within(1e-6));
        assertThat(figure.low()).isLessThanOrEqualTo(figure.value());
        assertThat(figure.high()).isGreaterThanOrEqualTo(figure.value());
        assertThat(figure.position()).isEqualTo(position);
    }

    @Test
    void countsWhoOrderedLately() {
        is(
                Measure.CUSTOMERS_ACTIVE,
                until(CountingTest::order)
                        .filter(e -> day(e).isAfter(DAY.minusDays(90)))
                        .map(this::who)
                        .distinct()
                        .count());
    }

    @Test
    void countsWhoCameBackToBuy() {
        Map<String, TreeSet<LocalDate>> days = days();
        is(
                Measure.REPEAT_PURCHASE_RATE,
                (double) days.values().stream().filter(d -> d.size() > 1).count() / days.size());
    }

    private Map<String, TreeSet<LocalDate>> days() {
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        until(CountingTest::order)
                .forEach(e -> days.computeIfAbsent(who(e), c -> new TreeSet<>()).add(day(e)));
        return days;
    }

    @Test
    void believesTheFittedModelAboutWhoIsAlive() {
        assertThat(Counting.of(book, Measure.MEAN_P_ALIVE, DAY)).as("nothing fitted").isEmpty();
        PurchaseModel model = new PurchaseModel(0.25, 4.5, 0.8, 2.5);
        on(fit(model));
        Baskets baskets = new Baskets();
        until(CountingTest::order).forEach(e -> baskets.add(who(e), day(e), BigDecimal.ONE));
        is(
                Measure.MEAN_P_ALIVE,
                baskets.until(DAY).stream().mapToDouble(model::alive).average().orElseThrow());
    }

    private static ModelsFitted fit(PurchaseModel m) {
        return new ModelsFitted(
                ModelFitId.FIRM,
                1,
                DAY,
                1L,
                1,
                1,
                BigDecimal.valueOf(m.r()),
                BigDecimal.valueOf(m.alpha()),
                BigDecimal.valueOf(m.a()),
                BigDecimal.valueOf(m.b()),
                BigDecimal.ONE,
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }

    @Test
    void addsUpIncomeAndCost() {
        is(
                Measure.INCOME_30_DAYS,
                until(CountingTest::order)
                        .filter(e -> day(e).isAfter(DAY.minusDays(30)))
                        .mapToDouble(e -> amount(e.amount()))
                        .sum());
        is(
                Measure.COST_PER_CONTACT,
                until(e -> e.cost() != null)
                        .mapToDouble(e -> amount(e.cost()))
                        .average()
                        .orElseThrow());
    }

    private static double amount(@Nullable Money money) {
        return money == null ? 0 : money.value().doubleValue();
    }

    @Test
    void refusesToAddUpCurrencies() {
        Instant at = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
        on(
                interaction(
                        "customer-1",
                        "order",
                        "inbound",
                        at,
                        new Money(BigDecimal.ONE, "CNY"),
                        null));
        Assertions.assertThatThrownBy(() -> figure(Measure.INCOME_30_DAYS))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("lifecycle.currencies"));
    }

    @Test
    void looksForTheNextAnswerOfEachQuestion() {
        List<Double> minutes = new ArrayList<>();
        List<InteractionRecorded> asked =
                until(
                                e ->
                                        e.direction().equals("inbound")
                                                && List.of("enquiry", "complaint")
                                                        .contains(e.kind()))
                        .toList();
        for (InteractionRecorded question : asked)
            next(
                    question,
                    e ->
                            e.direction().equals("outbound")
                                    && !List.of("campaign", "survey").contains(e.kind()),
                    minutes);
        minutes.sort(Comparator.naturalOrder());
        int n = minutes.size();
        is(
                Measure.FIRST_RESPONSE_TIME,
                n % 2 == 1
                        ? minutes.get(n / 2)
                        : (minutes.get(n / 2 - 1) + minutes.get(n / 2)) / 2);
        is(
                Measure.ANSWERED_WITHIN_HOUR,
                (double) minutes.stream().filter(m -> m <= 60).count() / asked.size());
    }

    @Test
    void looksWhoCameBackOnACampaign() {
        List<Double> minutes = new ArrayList<>();
        List<InteractionRecorded> sent = until(e -> e.kind().equals("campaign")).toList();
        for (InteractionRecorded message : sent)
            next(message, e -> e.direction().equals("inbound"), minutes);
        is(
                Measure.CAMPAIGN_RESPONSE,
                (double) minutes.stream().filter(m -> m <= 30 * 24 * 60).count() / sent.size());
    }

    private void next(
            InteractionRecorded of, Predicate<InteractionRecorded> answer, List<Double> minutes) {
        until(answer)
                .filter(e -> who(e).equals(who(of)) && !e.occurredAt().isBefore(of.occurredAt()))
                .min(Comparator.comparing(InteractionRecorded::occurredAt))
                .ifPresent(
                        e ->
                                minutes.add(
                                        (e.occurredAt().toEpochMilli()
                                                        - of.occurredAt().toEpochMilli())
                                                / 60_000.0));
    }

    @Test
    void countsWhatWasWrittenDownAboutEmployees() {
        is(
                Measure.STAFF_TRAINED,
                other.stream()
                        .filter(e -> e instanceof TrainingTaken t && !t.day().isAfter(DAY))
                        .map(e -> ((TrainingTaken) e).employee())
                        .distinct()
                        .count());
        Map<String, AcceptanceSurveyed> latest = new HashMap<>();
        for (DomainEvent event : other)
            if (event instanceof AcceptanceSurveyed a && !a.day().isAfter(DAY)) {
                AcceptanceSurveyed before = latest.get(a.employee());
                if (before == null || !a.day().isBefore(before.day())) latest.put(a.employee(), a);
            }
        is(
                Measure.STAFF_ACCEPTANCE,
                latest.values().stream()
                        .mapToInt(AcceptanceSurveyed::score)
                        .average()
                        .orElseThrow());
    }

    @Test
    void countsWhoIsOfHighValue() {
        assertThat(Counting.of(book, Measure.HIGH_VALUE_SHARE, DAY)).as("unassessed").isEmpty();
        Random chance = new Random(19_970_704);
        List<ValueAssessed> said = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ValueAssessed one = assessed(chance, FIRST.plusDays(i / 5));
            said.add(one);
            on(one);
        }
        Map<String, Boolean> high = new HashMap<>();
        for (ValueAssessed one : said)
            if (!one.businessDay().isAfter(DAY) && !survivors.containsKey(one.customerId().value()))
                high.put(one.customerId().value(), one.valueClass().equals("high"));
        long hits = high.values().stream().filter(it -> it).count();
        assertThat(hits).isPositive();
        is(Measure.HIGH_VALUE_SHARE, (double) hits / high.size());
    }

    private static ValueAssessed assessed(Random chance, LocalDate day) {
        CustomerId customer = new CustomerId("customer-" + chance.nextInt(60));
        String[] classes = {"low", "secondary", "potential", "high", "high"};
        return new ValueAssessed(
                CustomerValueId.of(customer),
                customer,
                day,
                1L,
                ValueModelId.ALL,
                1,
                null,
                "USD",
                1,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                classes[chance.nextInt(classes.length)],
                "steady",
                Instant.EPOCH);
    }

    @Test
    void comesToTheSameInWhateverOrderCustomersCame() {
        FirmBook shuffled = new FirmBook(ZONE);
        List<DomainEvent> events = new ArrayList<>(raw);
        Collections.shuffle(events, new Random(19_970_101));
        survivors.forEach((absorbed, survivor) -> events.add(merged(absorbed, survivor)));
        on(fit(new PurchaseModel(0.25, 4.5, 0.8, 2.5)));
        events.add(fit(new PurchaseModel(0.25, 4.5, 0.8, 2.5)));
        long at = position - events.size();
        for (DomainEvent event : events) shuffled.on(recorded(++at, event));
        for (Measure measure :
                List.of(
                        Measure.MEAN_P_ALIVE,
                        Measure.FIRST_RESPONSE_TIME,
                        Measure.COST_PER_CONTACT,
                        Measure.CUSTOMERS_ACTIVE))
            assertThat(Counting.of(shuffled, measure, DAY)).hasValue(figure(measure));
    }

    @Test
    void saysNothingWhereNobodyDidAnything() {
        FirmBook empty = new FirmBook(ZONE);
        for (Measure measure :
                List.of(
                        Measure.REPEAT_PURCHASE_RATE,
                        Measure.FIRST_RESPONSE_TIME,
                        Measure.ANSWERED_WITHIN_HOUR,
                        Measure.CAMPAIGN_RESPONSE,
                        Measure.COST_PER_CONTACT,
                        Measure.HIGH_VALUE_SHARE,
                        Measure.STAFF_ACCEPTANCE))
            assertThat(Counting.of(empty, measure, DAY)).as(measure.label()).isEmpty();
        assertThat(Counting.of(empty, Measure.CUSTOMERS_ACTIVE, DAY).orElseThrow().value())
                .isZero();
    }
}
