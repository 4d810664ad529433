package dev.kehu.customer.view.customer360;

import dev.kehu.audit.api.RecipientMark;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.platform.answer.Marked;
import dev.kehu.platform.answer.Shown;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.search.finding.CustomerSearch;
import dev.kehu.platform.table.Columns;
import dev.kehu.platform.table.Limit;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The list of customers over HTTP. */
@ViewApi
public final class CustomersApi {
    static final int LIMIT = 50;
    private static final int MOST = 500;
    private static final String FILE = "customers";

    private final Directory directory;
    private final CustomerLookup lookup;
    private final CustomerSearch search;
    private final Reader reader;
    private final Waiting waiting;
    private final Tables tables;
    private final ObjectProvider<RecipientMark> mark;

    CustomersApi(
            Directory directory,
            CustomerLookup lookup,
            CustomerSearch search,
            Reader reader,
            Waiting waiting,
            Tables tables,
            ObjectProvider<RecipientMark> mark) {
        this.directory = directory;
        this.lookup = lookup;
        this.search = search;
        this.reader = reader;
        this.waiting = waiting;
        this.tables = tables;
        this.mark = mark;
    }

    /**
     * Customers by exact code or contact, or by words as they are typed: beginnings of names, of
     * pinyin and of codes, parts of phone numbers and e-mail addresses, whatever case and accents.
     * Best hits come first unless sorted otherwise. A merged group is one row. {@code filter} as in
     * {@code status=active,interactions>=10}, {@code sort} as in {@code -lastAt,name}. A file has
     * all rows unless a limit is given; up to 500 it names the cursor of the next in {@code
     * X-Next-Cursor}.
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
        Optional<TableFormat> file = tables.format(format);
        Limit most = Limit.of(limit, file.isPresent(), LIMIT, MOST);
        Listing listing = Listing.of(q, filter, sort, columns, cursor, most.page());
        Set<String> behind = behind(q);
        return waiting.until(
                behind,
                after,
                () -> {
                    Freshness freshness = reader.freshness(behind);
                    if (file.isPresent() && most.streams() && code == null && contact == null)
                        return Tables.answer(file.get(), all(listing, most), freshness, null);
                    Listing.Found found =
                            code == null && contact == null
                                    ? listing.over(directory, search)
                                    : listing.over(exact(code, contact));
                    return file.isPresent()
                            ? Tables.answer(
                                    file.get(),
                                    page(listing, marked(listing, found)),
                                    freshness,
                                    found.next())
                            : ResponseEntity.ok(
                                    customers(
                                            listing,
                                            marked(listing, found),
                                            found.next(),
                                            freshness));
                });
    }

    private Table<Row> all(Listing listing, Limit most) {
        return new Table<>(
                FILE,
                listing.columns(),
                Math.min(most.rows(), directory.size()),
                () ->
                        marked(listing, listing.rows(directory, search))
                                .limit(most.rows())
                                .peek(row -> Shown.customer(row.id())));
    }

    /** A page of more than the usual rows is as good as a file. */
    private List<Row> marked(Listing listing, Listing.Found found) {
        List<Row> rows = found.rows();
        return rows.size() > LIMIT ? marked(listing, rows.stream()).toList() : rows;
    }

    /** In an order nobody asked for, a file carries the mark of who asks. */
    private Stream<Row> marked(Listing listing, Stream<Row> rows) {
        RecipientMark known = mark.getIfAvailable();
        if (known == null || listing.order() != null || listing.words() != null) return rows;
        String reader = Shown.reader();
        return Marked.pairs(rows, (one, other) -> known.swaps(reader, one.id(), other.id()));
    }

    private static Table<Row> page(Listing listing, List<Row> rows) {
        return new Table<>(FILE, listing.columns(), rows.size(), rows::stream);
    }

    /**
     * Customers by words, without HTTP.
     *
     * @throws dev.kehu.kernel.Refusal {@code cursor.unknown}
     */
    public Customers find(String words, @Nullable String cursor, int limit) {
        Listing listing = Listing.of(words, null, null, null, cursor, limit);
        Freshness freshness = reader.freshness(behind(words));
        Listing.Found found = listing.over(directory, search);
        return customers(listing, found.rows(), found.next(), freshness);
    }

    /** Whoever stands first. */
    Customers first(Listing listing, Freshness freshness) {
        Listing.Found found = listing.over(directory, search);
        return customers(listing, found.rows(), found.next(), freshness);
    }

    /** Taken before reading, so that it never promises too much. */
    Freshness freshness(@Nullable String words) {
        return reader.freshness(behind(words));
    }

    /** The views an answer rests on. */
    Set<String> behind(@Nullable String words) {
        Set<String> behind = new HashSet<>(reader.behind(Customer360Projection.NAME));
        if (words != null && !words.isBlank()) behind.add(search.view());
        return behind;
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

    private static Customers customers(
            Listing listing, List<Row> rows, @Nullable String next, Freshness freshness) {
        List<Map<String, @Nullable Object>> items =
                rows.stream().map(row -> Columns.item(listing.columns(), row)).toList();
        return new Customers(
                items, next, freshness.position(), freshness.storePosition(), freshness.behind());
    }

    /** A page of customers. */
    public record Customers(
            List<Map<String, @Nullable Object>> items,
            @Nullable String next,
            long position,
            long storePosition,
            long behind) {}
}
