package dev.kehu.customer.view.report;

import static dev.kehu.customer.view.report.Raw.line;
import static dev.kehu.customer.view.report.Raw.plain;
import static dev.kehu.customer.view.report.Raw.share;

import dev.kehu.customer.view.report.Raw.Met;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The reports again, counted one event after another; slow and plain. */
record Counted(Raw raw) {
    private static YearMonth month(LocalDate day) {
        return YearMonth.from(day);
    }

    private boolean shown(YearMonth began, int age) {
        return age == 0 || !began.plusMonths(age).isAfter(raw.ended());
    }

    private static boolean bought(TreeSet<LocalDate> days, YearMonth in) {
        return days.stream().anyMatch(day -> month(day).equals(in));
    }

    List<String> cohorts(int months) {
        Map<YearMonth, List<TreeSet<LocalDate>>> cohorts = new TreeMap<>();
        for (TreeSet<LocalDate> days : raw.days().values())
            cohorts.computeIfAbsent(month(days.first()), any -> new ArrayList<>()).add(days);
        List<String> lines = new ArrayList<>();
        cohorts.forEach(
                (began, all) -> {
                    for (int age = 0; age <= months; age++) {
                        if (!shown(began, age)) continue;
                        YearMonth in = began.plusMonths(age);
                        long active = all.stream().filter(days -> bought(days, in)).count();
                        lines.add(line(began, age, all.size(), active, share(active, all.size())));
                    }
                });
        return lines;
    }

    List<String> retention(int months) {
        List<String> lines = new ArrayList<>();
        for (int age = 0; age <= months; age++) {
            int eligible = 0, active = 0;
            for (TreeSet<LocalDate> days : raw.days().values()) {
                YearMonth began = month(days.first());
                if (!shown(began, age)) continue;
                eligible++;
                if (bought(days, began.plusMonths(age))) active++;
            }
            if (eligible > 0) lines.add(line(age, eligible, active, share(active, eligible)));
        }
        return lines;
    }

    private @Nullable String commonest() {
        Map<String, Integer> orders = new TreeMap<>();
        for (Met met : raw.purchases())
            if (met.what().amount() != null)
                orders.merge(met.what().amount().currency(), 1, Integer::sum);
        return orders.entrySet().stream()
                .max(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(
                                        Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static boolean in(@Nullable String currency, Met met) {
        return met.what().amount() != null && met.what().amount().currency().equals(currency);
    }

    private static <T> int grade(T mine, Collection<T> all, Comparator<T> order) {
        long below = all.stream().filter(other -> order.compare(other, mine) < 0).count();
        return (int) (1 + 5 * below / all.size());
    }

    List<String> rfm(@Nullable String asked) {
        String currency = asked == null ? commonest() : asked;
        Map<String, TreeSet<LocalDate>> days = raw.days();
        Map<String, BigDecimal> money = new HashMap<>();
        days.keySet().forEach(customer -> money.put(customer, BigDecimal.ZERO));
        for (Met met : raw.purchases())
            if (in(currency, met))
                money.merge(met.customer(), met.what().amount().value(), BigDecimal::add);
        List<LocalDate> last = days.values().stream().map(TreeSet::last).toList();
        List<Integer> often = days.values().stream().map(TreeSet::size).toList();
        int[][][] cells = new int[6][6][6];
        BigDecimal[][] value = new BigDecimal[6][6];
        days.forEach(
                (customer, own) -> {
                    int r = grade(own.last(), last, Comparator.naturalOrder());
                    int f = grade(own.size(), often, Comparator.naturalOrder());
                    BigDecimal mine = money.get(customer);
                    int m = grade(mine, money.values(), Comparator.naturalOrder());
                    cells[r][f][m]++;
                    value[r][f] = value[r][f] == null ? mine : value[r][f].add(mine);
                });
        List<String> lines = new ArrayList<>();
        for (int r = 5; r >= 1 && !days.isEmpty(); r--)
            for (int f = 1; f <= 5; f++) {
                int[] by = cells[r][f];
                BigDecimal sum = value[r][f] == null ? BigDecimal.ZERO : value[r][f];
                int all = by[1] + by[2] + by[3] + by[4] + by[5];
                lines.add(line(r, f, all, by[1], by[2], by[3], by[4], by[5], plain(sum), currency));
            }
        return lines;
    }

    List<String> channels(String direction, String kind) {
        List<String> names =
                List.of(
                        "phone",
                        "email",
                        "web",
                        "callcentre",
                        "chat",
                        "sms",
                        "fax",
                        "shop",
                        "fair",
                        "partner");
        Map<Integer, int[]> cells = new TreeMap<>();
        for (Met met : raw.met()) {
            if (!direction.equals("any") && !met.what().direction().equals(direction)) continue;
            if (!kind.equals("any") && !met.what().kind().equals(kind)) continue;
            int hour = met.at().atZone(dev.kehu.customer.view.columns.Copy.ZONE).getHour();
            int slot = met.day().getDayOfWeek().getValue() * 24 + hour;
            int[] counts = cells.computeIfAbsent(slot, any -> new int[12]);
            counts[0]++;
            int place = names.indexOf(met.what().channel());
            counts[place < 0 ? 11 : place + 1]++;
        }
        List<String> lines = new ArrayList<>();
        cells.forEach(
                (slot, counts) -> {
                    StringBuilder text = new StringBuilder(slot / 24 + "|" + slot % 24);
                    for (int count : counts) text.append('|').append(count);
                    lines.add(text.toString());
                });
        return lines;
    }

    List<String> responses(int hours) {
        Map<String, List<Double>> waits = new TreeMap<>();
        for (int i = 0; i < raw.met().size(); i++) {
            Met asked = raw.met().get(i);
            if (!asked.what().direction().equals("inbound")) continue;
            if (!Set.of("enquiry", "complaint").contains(asked.what().kind())) continue;
            double wait = Double.NaN;
            for (int j = i + 1; j < raw.met().size() && Double.isNaN(wait); j++) {
                Met later = raw.met().get(j);
                if (later.customer().equals(asked.customer())
                        && later.what().direction().equals("outbound")
                        && !Set.of("campaign", "survey").contains(later.what().kind()))
                    wait = ChronoUnit.MILLIS.between(asked.at(), later.at()) / 60_000.0;
            }
            waits.computeIfAbsent(
                            asked.what().kind() + "|" + asked.what().channel(),
                            any -> new ArrayList<>())
                    .add(wait);
        }
        List<String> lines = new ArrayList<>();
        waits.forEach(
                (who, all) -> {
                    List<Double> answered = all.stream().filter(w -> !w.isNaN()).sorted().toList();
                    long soon = answered.stream().filter(w -> w <= hours * 60).count();
                    lines.add(
                            line(
                                    who,
                                    all.size(),
                                    answered.size(),
                                    soon,
                                    share(soon, all.size()),
                                    quantile(answered, 0.5),
                                    quantile(answered, 0.9)));
                });
        return lines;
    }

    private static String quantile(List<Double> sorted, double at) {
        if (sorted.isEmpty()) return "null";
        double place = (sorted.size() - 1) * at;
        int low = (int) Math.floor(place);
        double floor = sorted.get(low);
        double ceiling = sorted.get(Math.min(low + 1, sorted.size() - 1));
        return Raw.rounded(floor + (ceiling - floor) * (place - low), 2);
    }

    private static List<Integer> gaps(TreeSet<LocalDate> days) {
        List<Integer> gaps = new ArrayList<>();
        LocalDate before = null;
        for (LocalDate day : days) {
            if (before != null) gaps.add((int) ChronoUnit.DAYS.between(before, day));
            before = day;
        }
        return gaps;
    }

    List<String> intervals(int width) {
        TreeMap<Integer, Integer> steps = new TreeMap<>();
        Map<Integer, Set<String>> who = new HashMap<>();
        raw.days()
                .forEach(
                        (customer, days) -> {
                            for (int gap : gaps(days)) {
                                steps.merge((gap - 1) / width, 1, Integer::sum);
                                who.computeIfAbsent((gap - 1) / width, any -> new HashSet<>())
                                        .add(customer);
                            }
                        });
        int total = steps.values().stream().mapToInt(Integer::intValue).sum();
        List<String> lines = new ArrayList<>();
        int sum = 0;
        for (int step = 0; !steps.isEmpty() && step <= steps.lastKey(); step++) {
            int here = steps.getOrDefault(step, 0);
            sum += here;
            lines.add(
                    line(
                            step * width + 1,
                            (step + 1) * width,
                            here,
                            who.getOrDefault(step, Set.of()).size(),
                            share(here, total),
                            share(sum, total)));
        }
        return lines;
    }

    List<String> churn(boolean own, int most, int factor) {
        TreeMap<YearMonth, int[]> months = new TreeMap<>();
        for (TreeSet<LocalDate> days : raw.days().values()) {
            at(months, days.first())[0]++;
            for (LocalDate day : days) {
                List<Integer> gaps =
                        gaps(new TreeSet<>(days.headSet(day, true))).stream().sorted().toList();
                int limit = own && !gaps.isEmpty() ? (int) (factor * median(gaps)) : most;
                LocalDate gone = day.plusDays(limit + 1L), next = days.higher(day);
                if (gone.isAfter(raw.today()) || next != null && next.isBefore(gone)) continue;
                at(months, gone)[1]++;
                if (next != null) at(months, next)[2]++;
            }
        }
        List<String> lines = new ArrayList<>();
        if (months.isEmpty()) return lines;
        YearMonth last = month(raw.today());
        if (months.lastKey().isAfter(last)) last = months.lastKey();
        int left = 0;
        for (YearMonth m = months.firstKey(); !m.isAfter(last); m = m.plusMonths(1)) {
            int[] moved = months.getOrDefault(m, new int[3]);
            left += moved[0] - moved[1] + moved[2];
            lines.add(line(m, moved[0], moved[1], moved[2], left));
        }
        return lines;
    }

    private static int[] at(Map<YearMonth, int[]> months, LocalDate day) {
        return months.computeIfAbsent(month(day), any -> new int[3]);
    }

    private static double median(List<Integer> sorted) {
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
    }

    List<String> products(@Nullable String asked, int top) {
        String currency = asked == null ? commonest() : asked;
        Map<String, List<Met>> lines = new TreeMap<>();
        for (Met met : raw.purchases())
            if (in(currency, met)) {
                String product = met.what().product();
                lines.computeIfAbsent(
                                product == null ? "(no product)" : product,
                                any -> new ArrayList<>())
                        .add(met);
            }
        List<String> order = new ArrayList<>(lines.keySet());
        order.sort(
                Comparator.<String, BigDecimal>comparing(p -> sum(lines.get(p)))
                        .thenComparing(p -> lines.get(p).size())
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        BigDecimal total = sum(lines.values().stream().flatMap(List::stream).toList());
        List<String> rows = new ArrayList<>();
        List<Met> others = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            if (i >= top) others.addAll(lines.get(order.get(i)));
            else rows.add(row(i + 1, order.get(i), 1, lines.get(order.get(i)), total, currency));
        }
        if (order.size() > top)
            rows.add(row(null, "(all others)", order.size() - top, others, total, currency));
        return rows;
    }

    private static BigDecimal sum(List<Met> lines) {
        return lines.stream()
                .map(m -> m.what().amount().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String row(
            @Nullable Integer place,
            String product,
            int products,
            List<Met> lines,
            BigDecimal total,
            @Nullable String currency) {
        long customers = lines.stream().map(Met::customer).distinct().count();
        return line(
                place,
                product,
                products,
                lines.size(),
                customers,
                plain(sum(lines)),
                share(sum(lines).doubleValue(), total.doubleValue()),
                currency);
    }
}
