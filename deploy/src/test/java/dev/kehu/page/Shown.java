package dev.kehu.page;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One customer of the demo, one who writes mark-up into every field, one erased, one unknown. */
final class Shown implements Reading {
    static final String ABSORBED = "customer-0";
    static final String ADA = "customer-1";
    static final String EVIL = "customer-<b>2</b>";
    static final String ERASED = "customer-3";
    static final String FRESH = "customer-4";
    static final String MARKUP = "<script>alert(1)</script>";

    long behind;
    Moment asked = Moment.NOW;
    Filter filter = new Filter(null, null);

    static BusinessClock clock(String real, String today) {
        return new BusinessClock() {
            @Override
            public Instant real() {
                return Instant.parse(real);
            }

            @Override
            public LocalDate today() {
                return LocalDate.parse(today);
            }

            @Override
            public Instant now() {
                return real();
            }
        };
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Found find(String text, @Nullable String cursor, int limit) {
        if ("broken".equals(cursor))
            throw Refusal.invalid("cursor.invalid", "Begin again without cursor.");
        if (text.equals("nobody")) return new Found(List.of(), null, freshness());
        Hit ada =
                new Hit(
                        ADA,
                        "CDNOW-00004",
                        "CDNOW 00004",
                        "active",
                        4,
                        Instant.parse("1997-12-12T12:00:00Z"));
        Hit evil = new Hit(EVIL, MARKUP, MARKUP, "active", 1, null);
        return new Found(List.of(ada, evil), cursor == null ? "page&2" : null, freshness());
    }

    @Override
    public Optional<Customer> customer(String id, Moment moment) {
        asked = moment;
        return switch (id) {
            case ADA -> Optional.of(sheet(id, "CDNOW-00004", "CDNOW 00004", "active", 4));
            case ABSORBED -> customer(ADA, moment);
            case EVIL -> Optional.of(sheet(id, MARKUP, MARKUP, "active", 4));
            case ERASED -> Optional.of(sheet(id, null, null, "erased", 4));
            case FRESH -> Optional.of(sheet(id, null, null, "anonymous", 0));
            default -> Optional.empty();
        };
    }

    private Customer sheet(
            String id, @Nullable String code, @Nullable String name, String status, long count) {
        Map<String, Long> byKind =
                new LinkedHashMap<>(count == 0 ? Map.of() : Map.of("order", count));
        List<ContactLine> contacts =
                name == null
                        ? List.of()
                        : List.of(new ContactLine("email", name + "@example.org", null));
        List<Person> people = name == null ? List.of() : List.of(new Person(name, name));
        List<Turnover> money =
                count == 0
                        ? List.of()
                        : List.of(new Turnover("USD", count, new BigDecimal("1100.50")));
        return new Customer(
                id,
                code,
                name,
                null,
                status,
                contacts,
                people,
                List.of(),
                new Interactions(count, first(count), first(count), Map.of("web", count), byKind),
                money,
                null,
                freshness());
    }

    private static @Nullable Instant first(long count) {
        return count == 0 ? null : Instant.parse("1997-01-01T12:00:00Z");
    }

    @Override
    public Timeline timeline(
            String id, Moment moment, Filter wanted, @Nullable String cursor, int limit) {
        filter = wanted;
        if (id.equals(FRESH)) return new Timeline(List.of(), null, freshness());
        String summary = id.equals(EVIL) ? MARKUP : id.equals(ERASED) ? null : "2 CDs";
        Entry entry =
                new Entry(
                        "interaction-1",
                        Instant.parse("1997-01-01T12:00:00Z"),
                        Instant.parse("2026-03-01T08:00:00Z"),
                        "web",
                        "inbound",
                        "order",
                        summary,
                        new BigDecimal("29.33"),
                        "USD",
                        BigDecimal.TWO);
        return new Timeline(List.of(entry), cursor == null ? "older 1" : null, freshness());
    }

    @Override
    public List<Month> months(String id, Moment moment) {
        return id.equals(FRESH)
                ? List.of()
                : List.of(
                        new Month(YearMonth.of(1997, 1), 2, new BigDecimal("29.33"), "USD"),
                        new Month(YearMonth.of(1997, 2), 1, new BigDecimal("400"), "CNY"),
                        new Month(YearMonth.of(1997, 3), 1, new BigDecimal("71.17"), "USD"));
    }

    @Override
    public List<Score> scores(String id, Moment moment) {
        return id.equals(ADA)
                ? List.of(
                        new Score(
                                "1997-03-31",
                                new BigDecimal("0.412000000"),
                                "secondary",
                                "steady",
                                "valuemodel-all/1"),
                        new Score(
                                "1997-06-30",
                                new BigDecimal("0.612000000"),
                                "high",
                                "rising",
                                "valuemodel-all/1"))
                : List.of();
    }

    private Freshness freshness() {
        return new Freshness(9276, behind);
    }
}
