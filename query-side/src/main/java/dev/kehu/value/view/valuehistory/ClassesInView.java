package dev.kehu.value.view.valuehistory;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.kehu.platform.projection.LiveView;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.Views;
import dev.kehu.platform.reading.Groups;
import dev.kehu.value.api.HeldClasses;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts by the assessments of all documents: one for a customer, however much it did. */
@Component
final class ClassesInView implements HeldClasses {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Views views;
    private final ValueHistoryProjection projection;
    private final Groups groups;
    private final ViewPositions positions;

    ClassesInView(
            Views views,
            ValueHistoryProjection projection,
            Groups groups,
            ViewPositions positions) {
        this.views = views;
        this.projection = projection;
        this.groups = groups;
        this.positions = positions;
    }

    @Override
    public Optional<Map<Step, Long>> steps(LocalDate from, LocalDate to, long position) {
        LiveView<ValueHistory> view = views.of(projection);
        List<String> both = List.of(projection.name(), groups.view());
        if (!positions.await(both, position, PATIENCE) || !views.parked().isEmpty())
            return Optional.empty();
        return Optional.of(
                view.scanned(
                        all ->
                                all.filter(each -> counts(each, position))
                                        .collect(
                                                groupingBy(
                                                        each -> step(each, from, to, position),
                                                        counting()))));
    }

    private boolean counts(ValueHistory each, long position) {
        return each.assessments().stream().anyMatch(a -> a.position() <= position)
                && groups.live(each.id()).survivor().equals(each.id());
    }

    private static Step step(ValueHistory each, LocalDate from, LocalDate to, long position) {
        List<Assessment> known =
                each.assessments().stream().filter(a -> a.position() <= position).toList();
        return new Step(held(known, from), held(known, to));
    }

    /** Days as texts follow each other as days do. */
    private static @Nullable String held(List<Assessment> known, LocalDate day) {
        return known.reversed().stream()
                .filter(a -> a.day().compareTo(day.toString()) <= 0)
                .map(Assessment::valueClass)
                .findFirst()
                .orElse(null);
    }
}
