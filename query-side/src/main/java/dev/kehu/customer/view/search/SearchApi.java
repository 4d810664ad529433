package dev.kehu.customer.view.search;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Shown;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.search.Place;
import dev.kehu.platform.search.finding.CustomerSearch;
import dev.kehu.platform.search.finding.InteractionSearch;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Search as somebody types, from the indexes alone. */
@ViewApi
public final class SearchApi {
    private static final String CUSTOMERS = "customers", INTERACTIONS = "interactions";
    private static final int LIMIT = 10, MOST = 100;

    private final CustomerSearch customers;
    private final InteractionSearch interactions;
    private final Reader reader;
    private final Waiting waiting;

    SearchApi(
            CustomerSearch customers,
            InteractionSearch interactions,
            Reader reader,
            Waiting waiting) {
        this.customers = customers;
        this.interactions = interactions;
        this.reader = reader;
        this.waiting = waiting;
    }

    /**
     * Customers, the best hits first, and interactions, the newest first; {@code in} asks for one
     * kind, and only then can a cursor go on.
     */
    @GetMapping("/v1/search")
    ResponseEntity<?> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String in,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        int most = (int) Parameters.number("limit", limit, LIMIT, 1, MOST);
        if (in != null && !in.equals(CUSTOMERS) && !in.equals(INTERACTIONS))
            throw Refusal.invalid("in.unknown", "in is customers or interactions");
        Place place = place(q, in, cursor);
        Set<String> behind = new HashSet<>(reader.behind(customers.view()));
        if (!CUSTOMERS.equals(in)) behind.add(interactions.view());
        return waiting.until(
                behind,
                after,
                () -> {
                    Freshness freshness = reader.freshness(behind);
                    return ResponseEntity.ok(found(q, in, place, most, freshness));
                });
    }

    private SearchAnswer found(
            String q, @Nullable String in, @Nullable Place from, int limit, Freshness freshness) {
        List<SearchItem> items = new ArrayList<>();
        Place last = null;
        if (!INTERACTIONS.equals(in))
            for (CustomerSearch.Found each : customers.find(q, from, limit)) {
                items.add(SearchItem.of(each));
                last = each.place();
            }
        if (!CUSTOMERS.equals(in))
            for (InteractionSearch.Found each : interactions.find(q, from, limit)) {
                items.add(SearchItem.of(each));
                last = each.place();
            }
        String next =
                in == null || last == null || items.size() < limit
                        ? null
                        : Cursor.of(key(q, in), last.text());
        items.forEach(
                item -> Shown.customer(item.customer() == null ? item.id() : item.customer()));
        return new SearchAnswer(
                items, next, freshness.position(), freshness.storePosition(), freshness.behind());
    }

    private static @Nullable Place place(String q, @Nullable String in, @Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) return null;
        String[] parts = Cursor.parts(cursor, 2);
        if (in == null || !parts[0].equals(key(q, in))) throw Cursor.unknown();
        return Place.of(parts[1]);
    }

    private static String key(String q, String in) {
        return Integer.toHexString(31 * q.hashCode() + in.hashCode());
    }

    /** A page of hits. */
    public record SearchAnswer(
            List<SearchItem> items,
            @Nullable String next,
            long position,
            long storePosition,
            long behind) {}

    /**
     * A hit.
     *
     * @param in {@code customers} or {@code interactions}; members of the other kind are null
     * @param customer id of the customer an interaction belongs to
     */
    public record SearchItem(
            String in,
            String id,
            @Nullable String code,
            @Nullable String name,
            @Nullable String customer,
            @Nullable Instant occurredAt,
            @Nullable String channel,
            @Nullable String kind,
            @Nullable String snippet) {

        static SearchItem of(CustomerSearch.Found found) {
            return new SearchItem(
                    CUSTOMERS,
                    found.customer(),
                    found.code(),
                    found.name(),
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        static SearchItem of(InteractionSearch.Found found) {
            return new SearchItem(
                    INTERACTIONS,
                    found.id(),
                    null,
                    null,
                    found.customer(),
                    found.occurredAt(),
                    found.channel(),
                    found.kind(),
                    found.snippet());
        }
    }
}
