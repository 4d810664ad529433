package dev.kehu.page;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pages show, answered from the views. Safe for any thread. Each answer says itself how
 * fresh it is.
 */
public interface Reading {
    /** The firm's zone: decides which day a moment belongs to. */
    ZoneId zone();

    /**
     * Customers whose code, name or contact fits the text; all of them when it is empty.
     *
     * @param cursor of an earlier answer, or null for the first page
     * @throws dev.kehu.kernel.Refusal {@code cursor.unknown}
     */
    Found find(String text, @Nullable String cursor, int limit);

    /** One customer; an absorbed id answers with its survivor. Empty when nobody has the id. */
    Optional<Customer> customer(String id, Moment moment);

    /**
     * Interactions of a customer, newest business time first.
     *
     * @param cursor of an earlier answer, or null for the first page
     * @throws dev.kehu.kernel.Refusal {@code cursor.unknown}
     */
    Timeline timeline(String id, Moment moment, Filter filter, @Nullable String cursor, int limit);

    /** Orders by business month and currency, ascending; months without orders may be missing. */
    List<Month> months(String id, Moment moment);

    /** Assessments of the customer's value, oldest first. */
    List<Score> scores(String id, Moment moment);

    /**
     * Which past is asked for.
     *
     * @param asOf business time, inclusive; null is now
     * @param knownAt recorded time, inclusive; null is now
     */
    record Moment(@Nullable Instant asOf, @Nullable Instant knownAt) {
        /** Live. */
        public static final Moment NOW = new Moment(null, null);

        public boolean live() {
            return asOf == null && knownAt == null;
        }
    }

    /** Which interactions are asked for; null is all. */
    record Filter(@Nullable String channel, @Nullable String kind) {}

    /**
     * How far the answer reaches.
     *
     * @param position of the last event the answer reflects
     * @param behind events recorded after it
     */
    record Freshness(long position, long behind) {}

    /** A page of customers. */
    record Found(List<Hit> items, @Nullable String next, Freshness freshness) {}

    /** A customer in a list; name and code are null while anonymous or once erased. */
    record Hit(
            String id,
            @Nullable String code,
            @Nullable String name,
            String status,
            long interactions,
            @Nullable Instant lastAt) {}

    /**
     * A customer on one page.
     *
     * @param id of the survivor, when the asked id was absorbed
     * @param absorbed ids that answer with this customer
     */
    record Customer(
            String id,
            @Nullable String code,
            @Nullable String name,
            @Nullable String type,
            String status,
            List<ContactLine> contacts,
            List<Person> people,
            List<String> absorbed,
            Interactions interactions,
            List<Turnover> money,
            @Nullable Standing value,
            Freshness freshness) {}

    /** A living contact point; {@code value} is null where erased. */
    record ContactLine(String kind, @Nullable String value, @Nullable String system) {}

    /** A contact person; null where erased. */
    record Person(@Nullable String name, @Nullable String role) {}

    /** Counts; the times are business times, null before the first contact. */
    record Interactions(
            long count,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt,
            Map<String, Long> byChannel,
            Map<String, Long> byKind) {}

    /** Sum of orders in one currency. */
    record Turnover(String currency, long orders, BigDecimal value) {}

    /** Value class, trend and score, once assessed. */
    record Standing(String valueClass, String trend, String score) {}

    /** A page of interactions. */
    record Timeline(List<Entry> items, @Nullable String next, Freshness freshness) {}

    /** An interaction; texts are null where erased. */
    record Entry(
            String id,
            Instant occurredAt,
            Instant recordedAt,
            String channel,
            String direction,
            String kind,
            @Nullable String summary,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable BigDecimal quantity) {}

    /** An assessment on a business day. */
    record Score(String day, BigDecimal score, String valueClass, String trend, String model) {}

    /** Orders of one month in one currency. */
    record Month(YearMonth month, long orders, BigDecimal value, String currency) {}
}
