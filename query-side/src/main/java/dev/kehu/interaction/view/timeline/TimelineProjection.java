package dev.kehu.interaction.view.timeline;

import static java.util.stream.Collectors.toSet;

import dev.kehu.interaction.api.InteractionEvent.InteractionAnnotated;
import dev.kehu.interaction.api.InteractionEvent.InteractionRecorded;
import dev.kehu.interaction.view.timeline.Page.Bucket;
import dev.kehu.interaction.view.timeline.Page.Head;
import dev.kehu.interaction.view.timeline.Page.Months;
import dev.kehu.interaction.view.timeline.Page.Note;
import dev.kehu.interaction.view.timeline.Page.Notes;
import dev.kehu.kernel.RecordedEvent;
import dev.kehu.platform.live.Telling;
import dev.kehu.platform.projection.Documents;
import dev.kehu.platform.projection.Projection;
import dev.kehu.platform.projection.ViewPositions;
import dev.kehu.platform.projection.ViewSettings;
import dev.kehu.platform.reading.Groups;

import org.axonframework.queryhandling.QueryBus;
import org.springframework.stereotype.Component;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps interactions in buckets by subject and business month. */
@Component
final class TimelineProjection implements Projection<Page> {
    static final String NAME = "timeline";
    private final ViewSettings settings;
    private final Telling telling;

    TimelineProjection(
            ViewSettings settings, QueryBus bus, ViewPositions positions, Groups groups) {
        this.settings = settings;
        this.telling = new Telling(bus, positions, NAME, groups, FindInteractionsByCustomer.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<Page> documents() {
        return Page.class;
    }

    @Override
    public Set<String> texts() {
        return Set.of("summary", "note", "tags");
    }

    @Override
    public Collection<String> touches(RecordedEvent event) {
        return switch (event.payload()) {
            case InteractionRecorded e -> {
                String subject = e.customerId().value();
                yield List.of(subject, Page.headId(subject, month(e)));
            }
            case InteractionAnnotated e -> {
                String subject = e.customerId().value();
                yield List.of(subject, Page.notesId(subject, e.interactionId().value()));
            }
            default -> List.of();
        };
    }

    @Override
    public void apply(RecordedEvent event, Documents<Page> documents) {
        Filing filing = new Filing(documents);
        switch (event.payload()) {
            case InteractionRecorded e ->
                    filing.interaction(e.customerId().value(), month(e), Item.of(event, e));
            case InteractionAnnotated e ->
                    filing.note(e.customerId().value(), e.interactionId().value(), note(event, e));
            default -> {}
        }
    }

    @Override
    public String subjectOf(String document) {
        return Page.subjectOf(document);
    }

    @Override
    public Optional<String> pointsToPartsBy() {
        return Optional.of("older");
    }

    @Override
    public Collection<String> parts(Page page) {
        return page instanceof Head head
                ? head.older().stream().map(span -> span.bucket(head.id())).toList()
                : List.of();
    }

    @Override
    public boolean isPart(String document) {
        return Page.isBucket(document);
    }

    @Override
    public Page withoutLayout(Page page) {
        return page instanceof Head head ? head.withoutSlots() : page;
    }

    @Override
    public void opened(Iterable<Page> all) {
        telling.anybody();
    }

    @Override
    public void written(Collection<Page> changed) {
        telling.changed(changed.stream().map(page -> subjectOf(page.id())).collect(toSet()));
    }

    /** Buckets before the head that points to them. */
    @Override
    public int stage(Page page) {
        return switch (page) {
            case Bucket bucket -> 0;
            case Notes notes -> 0;
            case Head head -> 1;
            case Months months -> 2;
        };
    }

    static Note note(RecordedEvent event, InteractionAnnotated e) {
        return new Note(event.position(), e.note(), e.tags() == null ? List.of() : e.tags());
    }

    private String month(InteractionRecorded e) {
        return YearMonth.from(e.occurredAt().atZone(settings.zone())).toString();
    }
}
