package dev.kehu.audit.web;

import dev.kehu.audit.api.ParkedSubjects;
import dev.kehu.audit.api.ParkedSubjects.Outcome;
import dev.kehu.audit.api.ParkedSubjects.Parked;
import dev.kehu.audit.api.ParkingCommand;
import dev.kehu.audit.api.ParkingCommand.RetryParkedSubject;
import dev.kehu.audit.api.ParkingCommand.SkipParkedPosition;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Commands.Sent;
import dev.kehu.platform.commandbus.Origins;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Subjects a view has parked, and the two ways out. What is decided is recorded before it is done;
 * where the process ends in between, the subject is still parked and can be decided about again.
 */
@RestController
class ParkedApi {
    private static final int MOST = 500;

    private final ParkedSubjects parked;
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;

    ParkedApi(ParkedSubjects parked, Commands commands, Origins origins, BusinessClock clock) {
        this.parked = parked;
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
    }

    record ParkedPage(List<Item> items, long total) {}

    record Item(
            String view, String subject, long position, String code, Instant since, long waiting) {
        static Item of(Parked it) {
            return new Item(
                    it.view(), it.subject(), it.position(), it.error(), it.since(), it.waiting());
        }
    }

    record Why(@Nullable String reason) {}

    record What(@Nullable Long position, @Nullable String reason) {}

    /**
     * What came of it.
     *
     * @param position of the recorded decision
     * @param done whether this request carried it out: not when it was sent before, nor when the
     *     subject was no longer parked there by then
     * @param parked how the subject is parked now, null when it is free
     */
    record Decided(long position, boolean done, @Nullable Item parked) {}

    @GetMapping("/v1/audit/parked")
    ParkedPage list() {
        List<Parked> all = parked.all();
        return new ParkedPage(all.stream().limit(MOST).map(Item::of).toList(), all.size());
    }

    @PostMapping("/v1/audit/parked/{view}/{subject}/retry")
    Decided retry(
            @PathVariable String view,
            @PathVariable String subject,
            @RequestBody(required = false) @Nullable Why body,
            HttpServletRequest request) {
        String reason = body == null ? null : body.reason();
        Sent sent =
                record(new RetryParkedSubject(view, subject, reason, clock.now()), request, body);
        return decided(sent, view, subject, () -> parked.retry(view, subject));
    }

    @PostMapping("/v1/audit/parked/{view}/{subject}/skip")
    Decided skip(
            @PathVariable String view,
            @PathVariable String subject,
            @RequestBody What body,
            HttpServletRequest request) {
        Long position = body.position();
        if (position == null) {
            throw Refusal.invalid("data.incomplete", "position is missing");
        }
        Sent sent =
                record(
                        new SkipParkedPosition(view, subject, position, body.reason(), clock.now()),
                        request,
                        body);
        return decided(sent, view, subject, () -> parked.skip(view, subject, position));
    }

    private Sent record(ParkingCommand command, HttpServletRequest request, @Nullable Object body) {
        return commands.sent(command, origins.of(request, body));
    }

    private Decided decided(Sent sent, String view, String subject, Supplier<Outcome> act) {
        Outcome outcome = sent.fresh() ? act.get() : new Outcome(false, parked.find(view, subject));
        return new Decided(
                sent.receipt().position(),
                outcome.done(),
                outcome.now().map(Item::of).orElse(null));
    }
}
