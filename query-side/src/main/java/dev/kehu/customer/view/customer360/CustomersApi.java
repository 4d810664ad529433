package dev.kehu.customer.view.customer360;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Reader;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of customers over HTTP, as JSON or CSV. */
@ViewApi
public final class CustomersApi {
    /** After a sign, digits and what stands between them make a number or a phone number. */
    private static final Pattern FORMULA =
            Pattern.compile(
                    "[=@\\t\\r].*|[+-](?![\\d ()-]*\\z)(?!\\d+\\.\\d+\\z).*", Pattern.DOTALL);

    private static final int LIMIT = 50, MOST = 500;
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Directory directory;
    private final CustomerLookup lookup;
    private final Reader reader;
    private final Waiting waiting;

    CustomersApi(Directory directory, CustomerLookup lookup, Reader reader, Waiting waiting) {
        this.directory = directory;
        this.lookup = lookup;
        this.reader = reader;
        this.waiting = waiting;
    }

    /**
     * Customers by exact code or contact, or by words of name, code and contacts, whatever case and
     * accents. A merged group is one row. {@code filter} as in {@code
     * status=active,interactions>=10}, {@code sort} as in {@code -lastAt,name}; CSV carries the
     * next cursor in the header {@code X-Next-Cursor}.
     */
    @GetMapping("/v1/customers")
    ResponseEntity<?> customers(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String contact,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String after) {
        int most = (int) Parameters.number("limit", limit, LIMIT, 1, MOST);
        Listing listing = Listing.of(q, filter, sort, columns, cursor, most);
        boolean csv = csv(format);
        return waiting.until(
                Customer360Projection.NAME,
                after,
                () -> {
                    Freshness freshness = reader.freshness(Customer360Projection.NAME);
                    Listing.Found found =
                            code == null && contact == null
                                    ? listing.over(directory)
                                    : listing.over(exact(code, contact));
                    return csv ? csv(listing, found) : json(listing, found, freshness);
                });
    }

    /**
     * Customers by words, without HTTP.
     *
     * @throws dev.kehu.kernel.Refusal {@code cursor.unknown}
     */
    public Customers find(String words, @Nullable String cursor, int limit) {
        Listing listing = Listing.of(words, null, null, null, cursor, limit);
        Freshness freshness = reader.freshness(Customer360Projection.NAME);
        return customers(listing, listing.over(directory), freshness);
    }

    private Stream<Row> exact(@Nullable String code, @Nullable String contact) {
        Optional<Row> byCode = code == null ? Optional.empty() : row(lookup.byCode(code));
        if (contact == null) return byCode.stream();
        Stream<Row> byContact = byContact(contact);
        return code == null
                ? byContact
                : byContact.filter(found -> byCode.equals(Optional.of(found)));
    }

    /**
     * The claims know an address in full; a handle told without its system is looked for in the
     * rows.
     */
    private Stream<Row> byContact(String contact) {
        Optional<Row> claimed = row(lookup.byContact(contact));
        if (claimed.isPresent()) return claimed.stream();
        String handle =
                contact.startsWith("handle:") ? contact.substring("handle:".length()) : contact;
        return directory
                .after(null)
                .filter(row -> row.contacts().stream().anyMatch(handle.strip()::equalsIgnoreCase));
    }

    private Optional<Row> row(Optional<CustomerId> customer) {
        return customer.flatMap(id -> directory.find(id.value()));
    }

    private static boolean csv(@Nullable String format) {
        if (format == null || format.equals("json")) return false;
        if (format.equals("csv")) return true;
        throw Refusal.invalid("format.unknown", "format is json or csv");
    }

    private static ResponseEntity<?> json(
            Listing listing, Listing.Found found, Freshness freshness) {
        return ResponseEntity.ok(customers(listing, found, freshness));
    }

    private static Customers customers(Listing listing, Listing.Found found, Freshness freshness) {
        List<Map<String, @Nullable Object>> items =
                found.rows().stream().map(row -> item(listing, row)).toList();
        return new Customers(
                items,
                found.next(),
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }

    private static Map<String, @Nullable Object> item(Listing listing, Row row) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        for (Column column : listing.columns()) item.put(column.label(), column.of(row));
        return item;
    }

    private static ResponseEntity<?> csv(Listing listing, Listing.Found found) {
        Stream<String> head =
                Stream.of(
                        listing.columns().stream()
                                .map(Column::label)
                                .collect(Collectors.joining(",")));
        Stream<String> body = found.rows().stream().map(row -> line(listing, row));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(CSV);
        if (found.next() != null) answer.header("X-Next-Cursor", found.next());
        return answer.body(
                Stream.concat(head, body).collect(Collectors.joining("\r\n", "", "\r\n")));
    }

    private static String line(Listing listing, Row row) {
        return listing.columns().stream()
                .map(column -> quoted(column.text(row)))
                .collect(Collectors.joining(","));
    }

    /** RFC 4180; a cell never begins like a formula. */
    private static String quoted(String text) {
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** A page of customers. */
    public record Customers(
            List<Map<String, @Nullable Object>> items,
            @Nullable String next,
            long position,
            long storePosition,
            long behind) {}
}
