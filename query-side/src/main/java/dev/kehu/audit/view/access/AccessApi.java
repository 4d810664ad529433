package dev.kehu.audit.view.access;

import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.api.AccessLog.Entry;
import dev.kehu.audit.api.RecipientMark;
import dev.kehu.audit.view.access.Suspects.Suspect;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.reading.Groups;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.util.List;

/** Who looked, over HTTP. */
@ViewApi
final class AccessApi {
    private static final int LIMIT = 100, MOST = 1_000;

    private final ObjectProvider<AccessLog> log;
    private final Groups groups;
    private final Unusual unusual;
    private final Parameters parameters;
    private final CustomerLookup lookup;
    private final ObjectProvider<RecipientMark> mark;

    AccessApi(
            ObjectProvider<AccessLog> log,
            Groups groups,
            Unusual unusual,
            Parameters parameters,
            CustomerLookup lookup,
            ObjectProvider<RecipientMark> mark) {
        this.log = log;
        this.groups = groups;
        this.unusual = unusual;
        this.parameters = parameters;
        this.lookup = lookup;
        this.mark = mark;
    }

    /**
     * Looks, newest first.
     *
     * @param next to be given as {@code before}, null on the last page
     * @param unnamed how many looks there are in all that may have shown customers they do not name
     */
    record Looks(List<Item> items, @Nullable Long next, long unnamed) {}

    /**
     * One look.
     *
     * @param number its place in the log, from 1
     * @param customers how many were shown, null where nobody counted
     * @param digest over all their ids, where they are more than the entry names
     */
    record Item(
            long number,
            Instant at,
            String by,
            String view,
            String purpose,
            @Nullable Long customers,
            @Nullable String digest) {
        static Item of(Entry entry) {
            var access = entry.access();
            return new Item(
                    entry.number(),
                    access.at(),
                    access.actor(),
                    access.view(),
                    access.purpose(),
                    access.count() < 0 ? null : access.count(),
                    access.digest());
        }
    }

    /** Who saw a customer, or anybody who is that customer now; without one, every look. */
    @GetMapping("/v1/audit/access")
    Looks looks(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        long until = Parameters.number("before", before, Long.MAX_VALUE, 1, Long.MAX_VALUE);
        int most = (int) Parameters.number("limit", limit, LIMIT, 1, MOST);
        AccessLog open = log.getObject();
        List<Entry> found =
                customer == null || customer.isBlank()
                        ? open.before(until, most)
                        : open.of(groups.live(customer).members(), until, most);
        return new Looks(
                found.stream().map(Item::of).toList(),
                found.size() < most ? null : found.getLast().number(),
                open.wide());
    }

    /**
     * A leaked piece of a list.
     *
     * @param customers ids or codes, in the order found
     * @param text instead: lines of CSV as they are, or of the sheet inside an XLSX file
     */
    record Leaked(@Nullable List<String> customers, @Nullable String text) {}

    /**
     * Who fits, best first.
     *
     * @param strokes rows of the text that have a mark; none of many means that it has none, and
     *     nobody fits for a reason; null where no text was given
     */
    record Found(List<Suspect> items, @Nullable Long strokes) {}

    /** Whose file a leaked list comes from: who agrees with all pairs, or with all rows. */
    @PostMapping("/v1/audit/access/suspects")
    Found suspects(@RequestBody Leaked leaked) {
        List<String> customers = leaked.customers() == null ? List.of() : leaked.customers();
        if (leaked.text() != null) {
            List<LeakedRows.Leaked> rows = LeakedRows.of(leaked.text());
            return new Found(
                    Suspects.of(rows, mark.getObject(), log.getObject().readers()),
                    rows.stream().filter(LeakedRows.Leaked::stroke).count());
        }
        List<String> ids =
                customers.stream()
                        .map(text -> lookup.byCode(text).map(CustomerId::value).orElse(text))
                        .toList();
        return new Found(Suspects.of(ids, log.getObject().readers(), mark.getObject()), null);
    }

    /** Hours of somebody that a rule points at, since a time; a day back unless given. */
    @GetMapping("/v1/audit/access/unusual")
    Unusual.Strange unusual(@RequestParam(required = false) @Nullable String since) {
        Instant from = parameters.asOf(since, null).occurred();
        return unusual.since(log.getObject(), from);
    }
}
