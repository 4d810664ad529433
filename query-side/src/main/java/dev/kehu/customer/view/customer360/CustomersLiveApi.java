package dev.kehu.customer.view.customer360;

import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.live.LiveAnswers;
import dev.kehu.platform.live.LiveSettings;
import dev.kehu.platform.live.Showing;
import dev.kehu.platform.live.State;
import dev.kehu.platform.live.Streams;
import dev.kehu.platform.live.Telling;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.table.Limit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.concurrent.locks.ReentrantLock;

/** The first page of a list of customers over HTTP, again whenever it changes. */
@ViewApi
final class CustomersLiveApi {
    private final CustomersApi customers;
    private final LiveAnswers answers;
    private final LiveSettings settings;
    private final Streams streams;

    /** A sorted list looks at every row: however many watch one, one thread does so at a time. */
    private final ReentrantLock looking = new ReentrantLock(true);

    CustomersLiveApi(
            CustomersApi customers,
            LiveAnswers answers,
            LiveSettings settings,
            Streams streams,
            QueryBus bus,
            ViewPositions positions) {
        this.customers = customers;
        this.answers = answers;
        this.settings = settings;
        this.streams = streams;
        Telling.ofLists(bus, positions, customers.behind("any"), FindCustomersByWords.class);
    }

    /** Who stands first in a list. */
    record FindCustomersByWords(
            @Nullable String q,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String columns,
            int limit) {
        Listing listing() {
            return Listing.of(q, filter, sort, columns, null, limit);
        }
    }

    /**
     * Server-sent events {@code customers}: the first page {@code /v1/customers} answers with now,
     * and again when it has changed, at most one every {@code kehu.live.list-every}, the id its
     * position. Who comes again gets it as it is then: what leaves a list leaves no trace in it, so
     * no position tells whether a reader has seen it.
     */
    @GetMapping("/v1/customers/live")
    void live(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request,
            HttpServletResponse response) {
        int usual = CustomersApi.LIMIT; // more would need the mark of who gets it
        int most = Limit.of(limit, false, usual, usual).page();
        var query = new FindCustomersByWords(q, filter, sort, columns, most);
        query.listing(); // refused before anything is written
        answers.serve(
                new Showing<>("customers", query, this::answer, settings.listEvery()),
                null,
                request,
                response);
    }

    @QueryHandler
    State answer(FindCustomersByWords query) {
        looking.lock();
        try {
            if (!streams.isRunning()) return State.closing(); // as many wait as watch
            Freshness freshness = customers.freshness(query.q());
            CustomersApi.Customers page = customers.first(query.listing(), freshness);
            return new State(
                    true,
                    freshness.position(),
                    State.EVER,
                    freshness.storePosition(),
                    page.items() + String.valueOf(page.next()),
                    null,
                    page);
        } finally {
            looking.unlock();
        }
    }
}
