package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.interaction.view.timeline.Page.Note;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Amount;
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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The timeline over HTTP. */
@ViewApi
final class TimelineApi {
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
        List<ItemAnswer> items =
                page.items().stream()
                        .map(item -> ItemAnswer.of(item, page.notes().get(item.id()), texts))
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

    /** A page of the timeline. */
    record TimelineAnswer(
            List<ItemAnswer> items,
            @Nullable String next,
            long position,
            long storePosition,
            long behind) {}

    /** One interaction with its two times: when it happened, and when it was recorded. */
    record ItemAnswer(
            String id,
            Instant occurredAt,
            Instant recordedAt,
            long position,
            String channel,
            String direction,
            String kind,
            @Nullable String summary,
            @Nullable Amount amount,
            @Nullable BigDecimal quantity,
            @Nullable String product,
            @Nullable String employee,
            List<NoteAnswer> notes) {

        static ItemAnswer of(
                Item item, @Nullable List<Note> notes, UnaryOperator<@Nullable String> texts) {
            return new ItemAnswer(
                    item.id(),
                    item.occurredAt(),
                    item.recordedAt(),
                    item.position(),
                    item.channel(),
                    item.direction(),
                    item.kind(),
                    texts.apply(item.summary()),
                    Amount.of(item.minor(), item.currency()),
                    item.quantity(),
                    item.product(),
                    item.employee(),
                    notes == null
                            ? List.of()
                            : notes.stream().map(note -> NoteAnswer.of(note, texts)).toList());
        }
    }

    /** What was added to an interaction later. */
    record NoteAnswer(@Nullable String note, List<@Nullable String> tags) {
        static NoteAnswer of(Note note, UnaryOperator<@Nullable String> texts) {
            return new NoteAnswer(
                    texts.apply(note.note()), note.tags().stream().map(texts).toList());
        }
    }
}
