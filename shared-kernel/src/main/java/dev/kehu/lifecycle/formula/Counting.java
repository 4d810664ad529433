package dev.kehu.lifecycle.formula;

import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.value.api.ModelFitEvent.ModelsFitted;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** Counts measures in a book, as of the end of a day. */
public record Counting(FirmBook book, long day) {
    private static final int ACTIVE_DAYS = 90;
    private static final int INCOME_DAYS = 30;
    private static final int DECIMALS = 6;
    private static final double DAYS_A_WEEK = 7;

    /**
     * @return empty where there is nothing to take a share or a mean of
     * @throws IllegalArgumentException for a measure that is not computed
     */
    public static Optional<Figure> of(FirmBook book, Measure measure, LocalDate day) {
        return new Counting(book, day.toEpochDay()).figure(measure);
    }

    private Optional<Figure> figure(Measure measure) {
        return switch (measure) {
            case CUSTOMERS_ACTIVE -> active();
            case REPEAT_PURCHASE_RATE -> repeating();
            case MEAN_P_ALIVE -> alive();
            case INCOME_30_DAYS -> Optional.of(income());
            case FIRST_RESPONSE_TIME -> new Responses(book, day, zoneEnd()).time();
            case ANSWERED_WITHIN_HOUR -> new Responses(book, day, zoneEnd()).withinAnHour();
            case CAMPAIGN_RESPONSE -> new Responses(book, day, zoneEnd()).toCampaigns();
            case COST_PER_CONTACT -> cost();
            case STAFF_TRAINED -> Optional.of(trained());
            case STAFF_ACCEPTANCE -> acceptance();
            case HIGH_VALUE_SHARE -> share(book.highlyValued(day));
            case DUPLICATES_OPEN -> Optional.of(exact(book.alike(day)));
            case CUSTOMERS_WITH_ONE_FACE -> share(book.ofOneFace(day));
            case OVERDUE_RECEIVABLES -> Optional.of(overdue());
            case REPORTED, SELF_SERVICE_SOLVE_RATE ->
                    throw new IllegalArgumentException(measure.label() + " is not computed");
        };
    }

    private long zoneEnd() {
        return LocalDate.ofEpochDay(day + 1).atStartOfDay(book.zone()).toInstant().toEpochMilli();
    }

    private Optional<Figure> active() {
        Predicate<long[]> lately = days -> days[last(days)] > day - ACTIVE_DAYS;
        long[] counted = count(lately);
        if (counted[1] == 0) return Optional.of(exact(0));
        Interval share = Interval.ofShare(counted[0], counted[1]);
        return Optional.of(
                figure(
                        counted[0],
                        new Interval(share.low() * counted[1], share.high() * counted[1]),
                        "clopper-pearson"));
    }

    private Optional<Figure> repeating() {
        return share(count(days -> days[0] != days[last(days)]));
    }

    Optional<Figure> share(long hits, long tries) {
        return tries == 0
                ? Optional.empty()
                : Optional.of(
                        figure(
                                (double) hits / tries,
                                Interval.ofShare(hits, tries),
                                "clopper-pearson"));
    }

    private Optional<Figure> share(long[] counted) {
        return share(counted[0], counted[1]);
    }

    private Figure overdue() {
        return Figure.exact(plain(book.overdue(day)), book.position());
    }

    /** Those who meet a condition, and all who had ordered by the day. */
    private long[] count(Predicate<long[]> condition) {
        long hits = 0;
        long all = 0;
        for (long[] days : book.orders())
            if (days.length > 0 && days[0] <= day) {
                all++;
                if (condition.test(days)) hits++;
            }
        return new long[] {hits, all};
    }

    /** Index of the last order by the day. */
    private int last(long[] days) {
        int next = Arrays.binarySearch(days, day + 1);
        int end = next < 0 ? -next - 1 : next;
        while (end > 0 && days[end - 1] > day) end--;
        return end - 1;
    }

    private Optional<Figure> alive() {
        ModelsFitted fit = book.fit;
        if (fit == null) return Optional.empty();
        double[] chances =
                book.orders().stream()
                        .filter(days -> days.length > 0 && days[0] <= day)
                        .mapToDouble(days -> alive(fit, days))
                        .toArray();
        return mean(chances);
    }

    /**
     * BG/NBD (Fader, Hardie and Lee 2005): 1 / (1 + a/(b+x−1) · ((α+T)/(α+tx))^(r+x)), in weeks.
     */
    private double alive(ModelsFitted fit, long[] days) {
        int last = last(days);
        long x = Arrays.stream(days, 0, last + 1).distinct().count() - 1;
        if (x == 0) return 1;
        double alpha = fit.alpha().doubleValue();
        double silent =
                StrictMath.log(alpha + (day - days[0]) / DAYS_A_WEEK)
                        - StrictMath.log(alpha + (days[last] - days[0]) / DAYS_A_WEEK);
        double left =
                fit.a().doubleValue()
                        / (fit.b().doubleValue() + x - 1)
                        * StrictMath.exp((fit.r().doubleValue() + x) * silent);
        return 1 / (1 + left);
    }

    private Optional<Figure> mean(double[] sample) {
        if (sample.length == 0) return Optional.empty();
        return Optional.of(figure(mean(DoubleStream.of(sample)), resampled(sample), "bootstrap"));
    }

    private static Interval resampled(double[] sample) {
        return Interval.resampled(sample, drawn -> mean(DoubleStream.of(drawn)));
    }

    private static double mean(DoubleStream sample) {
        return sample.average().orElseThrow();
    }

    private Figure income() {
        BigDecimal sum =
                book.income.between(day - INCOME_DAYS + 1, day).stream()
                        .reduce(Takings.Day.NONE, Takings.Day::plus)
                        .sum();
        return Figure.exact(sum, book.position());
    }

    /** Days are drawn anew, with all their contacts: contacts of one day are alike. */
    private Optional<Figure> cost() {
        Collection<Takings.Day> days = book.costs.between(Long.MIN_VALUE, day);
        if (days.isEmpty()) return Optional.empty();
        Takings.Day[] all = days.toArray(Takings.Day[]::new);
        double[] places = new double[all.length];
        Arrays.setAll(places, i -> i);
        Interval interval =
                Interval.resampled(
                        places,
                        drawn ->
                                Arrays.stream(drawn)
                                        .mapToObj(place -> all[(int) place])
                                        .reduce(Takings.Day.NONE, Takings.Day::plus)
                                        .mean()
                                        .doubleValue());
        double mean =
                days.stream().reduce(Takings.Day.NONE, Takings.Day::plus).mean().doubleValue();
        return Optional.of(figure(mean, interval, "bootstrap"));
    }

    private Figure trained() {
        return exact(
                book.trainings.stream()
                        .filter(word -> word.day() <= day)
                        .map(FirmBook.Word::employee)
                        .distinct()
                        .count());
    }

    private Optional<Figure> acceptance() {
        TreeMap<String, FirmBook.Word> latest = new TreeMap<>();
        for (FirmBook.Word word : book.answers)
            if (word.day() <= day)
                latest.merge(word.employee(), word, (a, b) -> b.day() < a.day() ? a : b);
        return mean(latest.values().stream().mapToDouble(FirmBook.Word::score).toArray());
    }

    private Figure exact(long count) {
        return Figure.exact(BigDecimal.valueOf(count), book.position());
    }

    Figure figure(double value, Interval interval, String method) {
        return new Figure(
                rounded(value),
                rounded(interval.low()),
                rounded(interval.high()),
                method,
                book.position());
    }

    private static BigDecimal rounded(double value) {
        return plain(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
