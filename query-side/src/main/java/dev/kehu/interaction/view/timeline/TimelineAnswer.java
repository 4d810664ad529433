package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.Page.Note;
import dev.kehu.platform.answer.Amount;
import dev.kehu.platform.answer.Cursor;
import dev.kehu.platform.reading.Freshness;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A page of the timeline, as readers get it. */
public record TimelineAnswer(
        List<ItemAnswer> items,
        @Nullable String next,
        long position,
        long storePosition,
        long behind) {

    static TimelineAnswer of(
            Timeline.Answer page,
            Selection selection,
            UnaryOperator<@Nullable String> texts,
            Freshness freshness) {
        return new TimelineAnswer(
                items(page, texts),
                page.more() ? cursor(selection.place(page.items().getLast()), selection) : null,
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }

    static List<ItemAnswer> items(Timeline.Answer page, UnaryOperator<@Nullable String> texts) {
        return page.items().stream()
                .map(item -> ItemAnswer.of(item, page.notes().get(item.id()), texts))
                .toList();
    }

    private static String cursor(Place place, Selection selection) {
        return Cursor.of(
                selection.recorded() ? "recorded" : "occurred",
                Long.toString(place.at().toEpochMilli()),
                Long.toString(place.position()));
    }

    Freshness freshness() {
        return new Freshness(position, storePosition);
    }

    /** One interaction with its two times: when it happened, and when it was recorded. */
    public record ItemAnswer(
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
    public record NoteAnswer(@Nullable String note, List<@Nullable String> tags) {
        static NoteAnswer of(Note note, UnaryOperator<@Nullable String> texts) {
            return new NoteAnswer(
                    texts.apply(note.note()), note.tags().stream().map(texts).toList());
        }
    }
}
