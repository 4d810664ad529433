package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.Versions;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.reading.Reader.Past;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The timeline over HTTP. */
@ViewApi
public final class TimelineApi {
    private static final int LIMIT = 50, MOST = 500;

    private final Timeline timeline;
    private final TimelineProjection projection;
    private final Reader reader;
    private final Parameters parameters;
    private final Waiting waiting;

    TimelineApi(
            Timeline timeline,
            TimelineProjection projection,
            Reader reader,
            Parameters parameters,
            Waiting waiting) {
        this.timeline = timeline;
        this.projection = projection;
        this.reader = reader;
        this.parameters = parameters;
        this.waiting = waiting;
    }

    /**
     * A page of interactions, newest first: by business time, or by the time recorded with {@code
     * order=recorded}. {@code channel} and {@code kind} take one or several words with commas
     * between.
     */
    @GetMapping("/v1/customers/{id}/timeline")
    ResponseEntity<?> timeline(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String knownAt,
            @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String known) {
        boolean recorded = recorded(order);
        Selection selection =
                new Selection(
                        Selection.words(channel),
                        Selection.words(kind),
                        cursor == null ? null : place(cursor, recorded),
                        (int) Parameters.number("limit", limit, LIMIT, 1, MOST),
                        recorded);
        AsOf time = parameters.asOf(asOf, knownAt);
        boolean live = time.live() && !recorded;
        return waiting.until(
                TimelineProjection.NAME,
                after,
                () ->
                        live
                                ? live(id, selection, known)
                                : ResponseEntity.ok(past(id, selection, time)));
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
                        cursor == null ? null : place(cursor, false),
                        limit,
                        false);
        if (!time.live()) return past(id, selection, time);
        Freshness freshness = reader.freshness(TimelineProjection.NAME);
        Timeline.Answer page = timeline.live(reader.groups().live(id), selection);
        return answer(page, selection, reader.opening(), freshness);
    }

    private ResponseEntity<?> live(String id, Selection selection, @Nullable String known) {
        Freshness freshness = reader.freshness(TimelineProjection.NAME);
        reader.requireKnown(id);
        Group group = reader.groups().live(id);
        Map<String, Months> months = timeline.months(group);
        String version =
                Reader.version(
                        projection.version(),
                        group,
                        member -> months.containsKey(member) ? months.get(member).position() : 0);
        return Versions.answer(
                version,
                known,
                () ->
                        answer(
                                timeline.live(group, selection),
                                selection,
                                reader.opening(),
                                freshness));
    }

    private TimelineAnswer past(String id, Selection selection, AsOf time) {
        Freshness freshness = reader.now();
        Past past = reader.past(id, time);
        return answer(
                timeline.past(past, selection), selection, UnaryOperator.identity(), freshness);
    }

    private static TimelineAnswer answer(
            Timeline.Answer page,
            Selection selection,
            UnaryOperator<@Nullable String> texts,
            Freshness freshness) {
        List<TimelineAnswer.ItemAnswer> items =
                page.items().stream()
                        .map(
                                item ->
                                        TimelineAnswer.ItemAnswer.of(
                                                item, page.notes().get(item.id()), texts))
                        .toList();
        String next =
                page.more() ? cursor(selection.place(page.items().getLast()), selection) : null;
        return new TimelineAnswer(
                items, next, freshness.position(), freshness.storePosition(), freshness.behind());
    }

    private static boolean recorded(@Nullable String order) {
        if (order == null || order.equals("occurred")) return false;
        if (order.equals("recorded")) return true;
        throw Refusal.invalid("order.unknown", "order is occurred or recorded");
    }

    private static String cursor(Place place, Selection selection) {
        return Cursor.of(
                selection.recorded() ? "recorded" : "occurred",
                Long.toString(place.at().toEpochMilli()),
                Long.toString(place.position()));
    }

    private static Place place(String cursor, boolean recorded) {
        String[] parts = Cursor.parts(cursor, 3);
        if (!Set.of("recorded", "occurred").contains(parts[0])
                || parts[0].equals("recorded") != recorded) throw Cursor.unknown();
        return new Place(Instant.ofEpochMilli(Cursor.number(parts[1])), Cursor.number(parts[2]));
    }
}
