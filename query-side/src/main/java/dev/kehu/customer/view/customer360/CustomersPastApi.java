package dev.kehu.customer.view.customer360;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Shown;
import dev.kehu.platform.answer.Unavailable;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Face;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.table.Limit;
import dev.kehu.platform.table.Listed;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** The list of customers as it stood; every customer is folded again from its history. */
@ViewApi
final class CustomersPastApi {
    private static final int LIMIT = 50, MOST = 500, AT_ONCE = 2, LOOKED_AT = 20_000;

    private final Directory directory;
    private final Customer360Projection projection;
    private final CustomerLookup lookup;
    private final Reader reader;
    private final Waiting waiting;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Parameters parameters;
    private final Tables tables;
    private final int lookedAt;

    @Autowired
    CustomersPastApi(
            Directory directory,
            Customer360Projection projection,
            CustomerLookup lookup,
            Reader reader,
            Waiting waiting,
            Parameters parameters,
            Tables tables) {
        this(directory, projection, lookup, reader, waiting, parameters, tables, LOOKED_AT);
    }

    CustomersPastApi(
            Directory directory,
            Customer360Projection projection,
            CustomerLookup lookup,
            Reader reader,
            Waiting waiting,
            Parameters parameters,
            Tables tables,
            int lookedAt) {
        this.directory = directory;
        this.projection = projection;
        this.lookup = lookup;
        this.reader = reader.throughMany();
        this.waiting = waiting;
        this.parameters = parameters;
        this.tables = tables;
        this.lookedAt = lookedAt;
    }

    /** As {@code /v1/customers}, by what had happened by {@code asOf}. */
    @GetMapping(path = "/v1/customers", params = "asOf")
    ResponseEntity<?> asOf(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String contact,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam @Nullable String asOf,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        Optional<TableFormat> file = tables.format(format);
        Limit most = Limit.of(limit, file.isPresent(), LIMIT, MOST);
        Listing listing = Listing.of(q, filter, sort, columns, cursor, most.page());
        boolean streams = file.isPresent() && most.streams();
        if (listing.order() != null && directory.size() > lookedAt) throw tooMany();
        Past past = new Past(parameters.asOf(asOf, knownAt), streams ? Long.MAX_VALUE : lookedAt);
        Set<String> behind = reader.behind(Customer360Projection.NAME);
        return waiting.until(
                behind,
                after,
                () -> {
                    Freshness freshness = reader.freshness(behind);
                    if (code != null || contact != null) {
                        Listing.Found exact = listing.over(past.exact(code, contact));
                        return answer(file, listing, exact, freshness);
                    }
                    if (streams)
                        return Tables.answer(
                                file.get(), table(listing, past, most), freshness, null);
                    return answer(file, listing, page(listing, past), freshness);
                });
    }

    private Refusal tooMany() {
        return Refusal.invalid(
                "customers.past-too-many",
                "Looking back, a page reads the histories of %,d customers at most: leave out q,"
                                .formatted(lookedAt)
                        + " filter or sort, ask for a file without sort, or ask customers_at in"
                        + " SQL");
    }

    private void enter() {
        if (!places.tryAcquire())
            throw new Unavailable(
                    "customers.past-busy", "Other lists are being made from the history");
    }

    private Listing.Found page(Listing listing, Past past) {
        enter();
        try {
            return listing.over(past);
        } finally {
            places.release();
        }
    }

    private ResponseEntity<?> answer(
            Optional<TableFormat> file, Listing listing, Listing.Found found, Freshness freshness) {
        if (file.isEmpty())
            return ResponseEntity.ok(
                    Listed.of(listing.columns(), found.rows(), found.next(), freshness));
        Table<Row> page =
                new Table<>(
                        "customers", listing.columns(), found.rows().size(), found.rows()::stream);
        return Tables.answer(file.get(), page, freshness, found.next());
    }

    /** As {@code /v1/customers}, by what was known at {@code knownAt}. */
    @GetMapping(
            path = "/v1/customers",
            params = {"knownAt", "!asOf"})
    ResponseEntity<?> knownAt(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String contact,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after) {
        return asOf(
                code, contact, q, filter, sort, columns, cursor, limit, format, null, knownAt,
                after);
    }

    private Table<Row> table(Listing listing, Past past, Limit most) {
        return new Table<>(
                "customers",
                listing.columns(),
                Math.min(most.rows(), directory.size()),
                () -> {
                    enter();
                    return listing.rows(past)
                            .limit(most.rows())
                            .peek(row -> Shown.customer(row.id()))
                            .onClose(places::release);
                });
    }

    /** Rows folded one at a time; a customer that nothing was told of by then has none. */
    private final class Past implements Listing.Source {
        private final AsOf time;
        private final long most;
        private long looked;

        Past(AsOf time, long most) {
            this.time = time;
            this.most = most;
        }

        @Override
        public Stream<Row> after(@Nullable String id) {
            return directory.ids(id).flatMap(customer -> looked(customer).stream());
        }

        private Optional<Row> looked(String customer) {
            if (++looked > most) throw tooMany();
            return survivor(customer);
        }

        @Override
        public Optional<Row> find(String customer) {
            return face(customer).map(Past::row);
        }

        Stream<Row> exact(@Nullable String code, @Nullable String contact) {
            Optional<Row> byCode = code == null ? Optional.empty() : row(lookup.byCode(code));
            if (contact == null) return byCode.stream();
            Optional<Row> byContact = row(lookup.byContact(contact));
            return code == null || byContact.equals(byCode) ? byContact.stream() : Stream.empty();
        }

        private Optional<Row> row(Optional<CustomerId> customer) {
            return customer.flatMap(id -> find(id.value()));
        }

        private Optional<Row> survivor(String customer) {
            return face(customer)
                    .filter(face -> face.group().survivor().equals(customer))
                    .map(Past::row);
        }

        private Optional<Face<Customer360>> face(String customer) {
            try {
                return Optional.of(reader.read(projection, customer, time))
                        .filter(face -> face.view().position() > 0);
            } catch (Refusal unknownByThen) {
                return Optional.empty();
            }
        }

        private static Row row(Face<Customer360> face) {
            return Row.of(face.view(), face.texts());
        }
    }
}
