package dev.kehu.value.web;

import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.eventstore.EventHistory;
import dev.kehu.value.api.ModelFitId;
import dev.kehu.value.api.ValueModelCommand.ActivateValueModel;
import dev.kehu.value.api.ValueModelCommand.DiscardValueModel;
import dev.kehu.value.command.SegmentName;
import dev.kehu.value.process.Learning;
import dev.kehu.value.process.explanation.Draft;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.Optional;

/** Value models and fits: {@code all} is the model of everybody, else a segment is named. */
@RestController
class ValueApi {
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;
    private final Learning learning;
    private final EventHistory history;

    ValueApi(
            Commands commands,
            Origins origins,
            BusinessClock clock,
            Learning learning,
            EventHistory history) {
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
        this.learning = learning;
        this.history = history;
    }

    record Activation(@Nullable Integer version) {}

    record Wish(@Nullable LocalDate end) {}

    @PostMapping("/v1/value/models/{segment}/drafts")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt draft(
            @PathVariable String segment, @RequestBody Draft body, HttpServletRequest request) {
        return commands.send(
                body.asked(SegmentName.model(segment), clock.now()), origins.of(request, body));
    }

    @PostMapping("/v1/value/models/{segment}/activations")
    Receipt activate(
            @PathVariable String segment,
            @RequestBody Activation body,
            HttpServletRequest request) {
        return commands.send(
                new ActivateValueModel(
                        SegmentName.model(segment), given(body.version(), "version"), clock.now()),
                origins.of(request, body));
    }

    /** Gives a version up that is not in use; it can never be activated. */
    @PostMapping("/v1/value/models/{segment}/discards")
    Receipt discard(
            @PathVariable String segment,
            @RequestBody Activation body,
            HttpServletRequest request) {
        return commands.send(
                new DiscardValueModel(
                        SegmentName.model(segment), given(body.version(), "version"), clock.now()),
                origins.of(request, body));
    }

    /** Learns from all orders up to a day, the business day unless given; takes seconds. */
    @PostMapping("/v1/value/fits")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt fit(@RequestBody(required = false) @Nullable Wish body, HttpServletRequest request) {
        Optional<LocalDate> end = Optional.ofNullable(body == null ? null : body.end());
        return learning.learn(end, origins.of(request, body));
    }

    @GetMapping("/v1/value/models/{segment}")
    DraftedModels models(@PathVariable String segment) {
        return DraftedModels.of(history.readStream(SegmentName.model(segment).value()));
    }

    @GetMapping("/v1/value/fits")
    RecordedFits fits() {
        return RecordedFits.of(history.readStream(ModelFitId.FIRM.value()));
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) throw Refusal.invalid("data.incomplete", name + " is missing");
        return value;
    }
}
