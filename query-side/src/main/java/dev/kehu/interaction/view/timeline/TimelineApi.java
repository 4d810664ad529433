package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.TimelineAnswer.ItemAnswer;
import dev.kehu.interaction.view.timeline.TimelineReading.Standing;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Versions;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Limit;
import dev.kehu.platform.table.Listed;
import dev.kehu.platform.table.Table;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The timeline over HTTP. */
@ViewApi
public final class TimelineApi {
    static final int LIMIT = 50, MOST = 500;
    private static final String FILE = "timeline";

    private final TimelineReading reading;
    private final Parameters parameters;
    private final Waiting waiting;
    private final Tables tables;

    TimelineApi(TimelineReading reading, Parameters parameters, Waiting waiting, Tables tables) {
        this.reading = reading;
        this.parameters = parameters;
        this.waiting = waiting;
        this.tables = tables;
    }

    /**
     * A page of interactions, newest first: by business time, or by the time recorded with {@code
     * order=recorded}. {@code channel} and {@code kind} take one or several words with commas
     * between. A file has all of them unless a limit is given.
     */
    @GetMapping("/v1/customers/{id}/timeline")
    ResponseEntity<?> timeline(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String columns,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String known) {
        boolean recorded = recorded(order, sort);
        Optional<TableFormat> file = tables.format(format);
        Limit most = Limit.of(limit, file.isPresent(), LIMIT, MOST);
        Selection selection =
                new Selection(
                        Selection.words(channel),
                        Selection.words(kind),
                        TimelineColumns.OPEN.filter(filter),
                        cursor == null ? null : place(cursor, recorded),
                        most.page(),
                        recorded);
        List<Column<ItemAnswer>> shown = TimelineColumns.ALL.chosen(columns);
        AsOf time = parameters.asOf(asOf, knownAt);
        return waiting.until(
                TimelineProjection.NAME,
                after,
                () -> {
                    if (file.isPresent()) return file(file.get(), id, selection, time, shown, most);
                    if (columns == null || columns.isBlank())
                        return page(id, selection, time, known);
                    TimelineAnswer page = reading.page(id, selection, time);
                    return ResponseEntity.ok(
                            Listed.of(shown, page.items(), page.next(), page.freshness()));
                });
    }

    private ResponseEntity<?> file(
            TableFormat format,
            String id,
            Selection selection,
            AsOf time,
            List<Column<ItemAnswer>> shown,
            Limit most) {
        if (!most.streams()) {
            TimelineAnswer page = reading.page(id, selection, time);
            List<ItemAnswer> items = page.items();
            Table<ItemAnswer> table = new Table<>(FILE, shown, items.size(), items::stream);
            return Tables.answer(format, table, page.freshness(), page.next());
        }
        TimelineReading.Rows rows = reading.rows(id, selection, time);
        Table<ItemAnswer> table =
                new Table<>(
                        FILE,
                        shown,
                        Math.min(rows.atMost(), most.rows()),
                        () -> rows.all().get().limit(most.rows()));
        return Tables.answer(format, table, rows.freshness(), null);
    }

    private ResponseEntity<?> page(
            String id, Selection selection, AsOf time, @Nullable String known) {
        if (!time.live() || selection.recorded())
            return ResponseEntity.ok(reading.page(id, selection, time));
        Standing standing = reading.standing(id, selection);
        Freshness freshness = standing.page().freshness();
        return Versions.answer(standing.version(), known, freshness, standing::page);
    }

    /**
     * A page by business time, without HTTP.
     *
     * @throws dev.kehu.kernel.Refusal {@code customer.unknown}, {@code cursor.unknown}
     */
    public TimelineAnswer read(
            String id,
            AsOf time,
            @Nullable String channel,
            @Nullable String kind,
            @Nullable String cursor,
            int limit) {
        Selection selection =
                new Selection(
                        Selection.words(channel),
                        Selection.words(kind),
                        item -> true,
                        cursor == null ? null : place(cursor, false),
                        limit,
                        false);
        return reading.page(id, selection, time);
    }

    /** {@code sort} says the same in the words all lists have. */
    private static boolean recorded(@Nullable String order, @Nullable String sort) {
        boolean byOrder =
                switch (order == null ? "occurred" : order) {
                    case "occurred" -> false;
                    case "recorded" -> true;
                    default ->
                            throw Refusal.invalid("order.unknown", "order is occurred or recorded");
                };
        if (sort == null || sort.isBlank()) return byOrder;
        if (sort.equals("-recordedAt")) return true;
        if (sort.equals("-occurredAt")) return false;
        throw Refusal.invalid("sort.unknown", "sort is -occurredAt or -recordedAt here");
    }

    private static Place place(String cursor, boolean recorded) {
        String[] parts = Cursor.parts(cursor, 3);
        if (!Set.of("recorded", "occurred").contains(parts[0])
                || parts[0].equals("recorded") != recorded) throw Cursor.unknown();
        return new Place(Instant.ofEpochMilli(Cursor.number(parts[1])), Cursor.number(parts[2]));
    }
}
