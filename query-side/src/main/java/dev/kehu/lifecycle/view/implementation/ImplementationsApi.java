package dev.kehu.lifecycle.view.implementation;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.lifecycle.api.Figure;
import dev.kehu.lifecycle.api.Measure;
import dev.kehu.lifecycle.api.Measuring;
import dev.kehu.platform.answer.Parameters;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.answer.Waiting;
import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.reading.Reader;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/** Implementations over HTTP, on the query bus, and for pages. */
@ViewApi
public final class ImplementationsApi {
    private static final int MOST = 500;
    private static final int FEW = 50;

    private final ImplementationProjection projection;
    private final ObjectProvider<Views> views;
    private final Reader reader;
    private final Waiting waiting;
    private final Parameters parameters;
    private final ViewSettings settings;
    private final ObjectProvider<Measuring> measuring;
    private final ObjectProvider<BusinessClock> clock;

    ImplementationsApi(
            ImplementationProjection projection,
            ObjectProvider<Views> views,
            Reader reader,
            Waiting waiting,
            Parameters parameters,
            ViewSettings settings,
            ObjectProvider<Measuring> measuring,
            ObjectProvider<BusinessClock> clock) {
        this.projection = projection;
        this.views = views;
        this.reader = reader;
        this.waiting = waiting;
        this.parameters = parameters;
        this.settings = settings;
        this.measuring = measuring;
        this.clock = clock;
    }

    /** A row of the list. */
    public record Item(String id, @Nullable String name, int stage, String status) {}

    /** A page of the list; {@code next} is the cursor behind it. */
    public record Items(
            List<Item> items,
            @Nullable String next,
            long position,
            long storePosition,
            long behind) {}

    /** What a goal can be bound to. */
    public record MeasureAnswer(
            String measure, String unit, boolean available, boolean computed, String meaning) {}

    @GetMapping("/v1/implementations")
    ResponseEntity<?> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        int most = (int) Parameters.number("limit", limit, FEW, 1, MOST);
        return waiting.until(
                List.of(projection.name()), after, () -> ResponseEntity.ok(list(cursor, most)));
    }

    /** The same without HTTP, oldest first. */
    public Items list(@Nullable String cursor, int limit) {
        Freshness freshness = freshness();
        NavigableSet<String> all = projection.ids();
        List<String> ids =
                (cursor == null ? all : all.tailSet(cursor, false))
                        .stream().limit(limit + 1L).toList();
        List<String> shown = ids.subList(0, Math.min(limit, ids.size()));
        Map<String, Implementation> found = view().findAll(shown);
        List<Item> items =
                shown.stream()
                        .map(found::get)
                        .filter(each -> each != null)
                        .map(this::item)
                        .toList();
        return new Items(
                items,
                ids.size() > limit ? shown.getLast() : null,
                freshness.position(),
                freshness.storePosition(),
                freshness.behind());
    }

    private Item item(Implementation each) {
        String name = reader.opening().apply(each.name());
        return new Item(each.id(), name, each.stage(), each.status());
    }

    @GetMapping("/v1/implementations/{id}")
    ResponseEntity<?> one(
            @PathVariable String id, @RequestParam(required = false) @Nullable String after) {
        return waiting.until(
                List.of(projection.name()),
                after,
                () -> ResponseEntity.ok(one(new GetImplementationById(id))));
    }

    @QueryHandler
    public ImplementationAnswer one(GetImplementationById query) {
        Freshness freshness = freshness();
        return ImplementationAnswer.of(found(query.implementation()), reader.opening(), freshness);
    }

    @GetMapping("/v1/implementations/{id}/evaluation")
    ResponseEntity<?> evaluation(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String after) {
        return waiting.until(
                List.of(projection.name()),
                after,
                () -> ResponseEntity.ok(evaluation(new GetEvaluationOfImplementation(id, asOf))));
    }

    /** Baselines and targets stand whatever the day; results are those of its end. */
    @QueryHandler
    public EvaluationAnswer evaluation(GetEvaluationOfImplementation query) {
        Freshness freshness = freshness();
        Implementation view = found(query.implementation());
        LocalDate day = day(query.asOf());
        return new Evaluating(view, day, settings.zone(), measuring.getObject(), reader.opening())
                .answer(freshness);
    }

    private LocalDate day(@Nullable String asOf) {
        Instant at = parameters.asOf(asOf, null).occurred();
        return at == null ? clock.getObject().today() : at.atZone(settings.zone()).toLocalDate();
    }

    @GetMapping("/v1/implementations/measures")
    public List<MeasureAnswer> measures() {
        return Arrays.stream(Measure.values())
                .map(
                        m ->
                                new MeasureAnswer(
                                        m.label(),
                                        m.unit(),
                                        m.available(),
                                        m.computed(),
                                        m.meaning()))
                .toList();
    }

    /**
     * A measure as of the end of a day, by what is recorded now, or as it was when history ended at
     * a position: the same again for ever.
     */
    @GetMapping("/v1/implementations/measures/{measure}")
    Figure measure(
            @PathVariable String measure,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String position) {
        Measure known =
                Measure.named(measure)
                        .filter(Measure::computed)
                        .orElseThrow(
                                () ->
                                        Refusal.unknown(
                                                "lifecycle.measure-unknown",
                                                "No such measure is computed;"
                                                    + " /v1/implementations/measures lists them"));
        LocalDate day = day(asOf);
        long until = Parameters.number("position", position, 0, 0, Long.MAX_VALUE);
        Optional<Figure> figure =
                until == 0
                        ? measuring.getObject().measure(known, day)
                        : measuring.getObject().recompute(known, day, until);
        return figure.orElseThrow(
                () ->
                        Refusal.unknown(
                                "lifecycle.no-data",
                                "Nothing of what this measure counts was recorded up to " + day));
    }

    private Implementation found(String id) {
        return view().find(id)
                .orElseThrow(
                        () ->
                                Refusal.unknown(
                                        "lifecycle.unknown", "There is no such implementation"));
    }

    private LiveView<Implementation> view() {
        return views.getObject().of(projection);
    }

    private Freshness freshness() {
        return reader.freshness(List.of(projection.name()));
    }
}
