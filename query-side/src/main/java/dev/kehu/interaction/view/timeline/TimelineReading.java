package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.interaction.view.timeline.Timeline.Answer;
import dev.kehu.interaction.view.timeline.TimelineAnswer.ItemAnswer;
import dev.kehu.platform.live.State;
import dev.kehu.platform.reading.AsOf;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Group;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.reading.Reader.Past;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads the timeline of a customer, live or looking back, a page or all of it. */
@Component
final class TimelineReading {
    private static final int TOGETHER = 500;

    private final Timeline timeline;
    private final TimelineProjection projection;
    private final Reader reader;

    TimelineReading(Timeline timeline, TimelineProjection projection, Reader reader) {
        this.timeline = timeline;
        this.projection = projection;
        this.reader = reader;
    }

    /**
     * All interactions that fit.
     *
     * @param atMost an upper bound of how many
     * @param all one after the other, as often as asked for
     */
    record Rows(Freshness freshness, long atMost, Supplier<Stream<ItemAnswer>> all) {}

    /**
     * A page and what is behind it.
     *
     * @param newest position of the last event in it, or that joined or separated whom it is about
     * @param silenced whether texts of it open no more
     * @param version changes whenever the page does, also by texts that open no more
     */
    record Standing(
            Group group, long newest, boolean silenced, String version, TimelineAnswer page) {
        /** Whether everything the page shows is counted by its position. */
        boolean settled() {
            return newest <= page.position();
        }

        /** An erasure changes no document of a timeline: no position tells who has seen it. */
        long moved() {
            return silenced ? State.EVER : newest;
        }
    }

    /** By business time. What it rests on is taken before, so that it never promises too much. */
    Standing standing(String id, Selection selection) {
        Freshness freshness = reader.freshness(TimelineProjection.NAME);
        reader.requireKnown(id);
        Group group = reader.groups().live(id);
        Map<String, Months> months = timeline.months(group);
        Answer found = timeline.live(group, selection);
        Opened texts = new Opened(reader.opening());
        TimelineAnswer page = TimelineAnswer.of(found, selection, texts, freshness);
        long stored = months.values().stream().mapToLong(Months::position).max().orElse(0);
        long joined = reader.groups().moved(group.members());
        return new Standing(
                group,
                Math.max(joined, Math.max(stored, found.newest())),
                texts.closed() > 0,
                version(group, months) + "-" + texts.readable(),
                page);
    }

    /** Names the state of the documents behind a live answer. */
    private String version(Group group, Map<String, Months> months) {
        return Reader.version(
                projection.version(),
                group,
                member -> months.containsKey(member) ? months.get(member).position() : 0);
    }

    TimelineAnswer page(String id, Selection selection, AsOf time) {
        if (!live(selection, time)) {
            Freshness freshness = reader.now();
            Answer page = timeline.past(reader.past(id, time), selection);
            return TimelineAnswer.of(page, selection, UnaryOperator.identity(), freshness);
        }
        Freshness freshness = reader.freshness(TimelineProjection.NAME);
        reader.requireKnown(id);
        Answer page = timeline.live(reader.groups().live(id), selection);
        return TimelineAnswer.of(page, selection, reader.opening(), freshness);
    }

    Rows rows(String id, Selection selection, AsOf time) {
        return live(selection, time) ? liveRows(id, selection) : pastRows(id, selection, time);
    }

    private static boolean live(Selection selection, AsOf time) {
        return time.live() && !selection.recorded();
    }

    private Rows liveRows(String id, Selection selection) {
        Freshness freshness = reader.freshness(TimelineProjection.NAME);
        reader.requireKnown(id);
        Group group = reader.groups().live(id);
        long atMost =
                timeline.months(group).values().stream()
                        .flatMap(each -> each.months().values().stream())
                        .mapToLong(Long::longValue)
                        .sum();
        Selection pages = selection.limited(TOGETHER);
        UnaryOperator<@Nullable String> texts = reader.opening();
        return new Rows(
                freshness, atMost, () -> pages(page -> timeline.live(group, page), pages, texts));
    }

    private static Stream<ItemAnswer> pages(
            Function<Selection, Answer> read,
            Selection first,
            UnaryOperator<@Nullable String> texts) {
        return Stream.iterate(read.apply(first), Objects::nonNull, page -> rest(read, first, page))
                .flatMap(page -> TimelineAnswer.items(page, texts).stream());
    }

    private static @Nullable Answer rest(
            Function<Selection, Answer> read, Selection first, Answer page) {
        return page.more() ? read.apply(first.behind(page.items().getLast())) : null;
    }

    /** Every page looks through the history of the group again: only one page is held. */
    private Rows pastRows(String id, Selection selection, AsOf time) {
        Freshness freshness = reader.now();
        Past past = reader.past(id, time);
        Selection pages = selection.limited(TOGETHER);
        return new Rows(
                freshness,
                timeline.count(past, selection),
                () -> pages(page -> timeline.past(past, page), pages, UnaryOperator.identity()));
    }
}
