package dev.kehu.interaction.view.timeline;

import dev.kehu.interaction.view.timeline.TimelineReading.Standing;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.live.LiveAnswers;
import dev.kehu.platform.live.Showing;
import dev.kehu.platform.live.State;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.reading.Reader;
import dev.kehu.platform.table.Limit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The newest page of a timeline over HTTP, again whenever it changes. */
@ViewApi
final class TimelineLiveApi {
    private static final int TRIES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TimelineReading reading;
    private final Reader reader;
    private final ViewPositions positions;
    private final LiveAnswers answers;

    TimelineLiveApi(
            TimelineReading reading, Reader reader, ViewPositions positions, LiveAnswers answers) {
        this.reading = reading;
        this.reader = reader;
        this.positions = positions;
        this.answers = answers;
    }

    /**
     * Server-sent events {@code timeline}: the first page of {@code /v1/customers/{id}/timeline}
     * now, and again after every interaction or note, the id its position. With {@code
     * Last-Event-ID} or {@code since} the first is left out when nothing has changed after that
     * position and nothing in it was erased. A reader that is slow skips pages in between; what it
     * missed beyond one page is behind {@code next}.
     */
    @GetMapping("/v1/customers/{id}/timeline/live")
    void live(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String since,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletRequest request,
            HttpServletResponse response) {
        reader.requireKnown(id);
        var query =
                new FindInteractionsByCustomer(
                        id,
                        Selection.words(channel),
                        Selection.words(kind),
                        Limit.of(limit, false, TimelineApi.LIMIT, TimelineApi.MOST).page());
        answers.serve(
                Showing.of("timeline", query, this::answer),
                last == null ? since : last,
                request,
                response);
    }

    /** Documents are ahead of the position while a batch commits; that is waited for. */
    @QueryHandler
    State answer(FindInteractionsByCustomer query) {
        Standing standing = reading.standing(query.customer(), query.selection());
        for (int tries = 1; tries < TRIES && !standing.settled(); tries++) {
            Set<String> behind = reader.behind(TimelineProjection.NAME);
            positions.await(behind, standing.newest(), PATIENCE);
            standing = reading.standing(query.customer(), query.selection());
        }
        List<String> members = standing.group().members();
        return new State(
                standing.settled(),
                standing.page().position(),
                standing.moved(),
                standing.page().storePosition(),
                standing.version(),
                members.contains(query.customer()) ? Set.copyOf(members) : null,
                standing.page());
    }
}
