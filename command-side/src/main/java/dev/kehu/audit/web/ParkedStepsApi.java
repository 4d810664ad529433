package dev.kehu.audit.web;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.platform.deadletter.Parked;
import dev.kehu.platform.deadletter.ParkedSteps;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;

/**
 * Steps that sagas and the outbox have parked, and the two ways out. What is decided is recorded
 * before it is done; where the process ends in between, the step is still parked.
 */
@RestController
class ParkedStepsApi {
    private static final int MOST = 500;

    private final ParkedSteps steps;
    private final Origins origins;

    ParkedStepsApi(ParkedSteps steps, Origins origins) {
        this.steps = steps;
        this.origins = origins;
    }

    /**
     * @param next to be given as {@code after}, null when this is the last page
     */
    record StepPage(List<Item> items, @Nullable Long next) {}

    /**
     * @param position of the event it is about, 0 when it is about none
     * @param code why; {@code parked.behind} when it only waits behind another of its sequence
     */
    record Item(
            long id,
            String processor,
            String sequence,
            String kind,
            long position,
            String code,
            Instant since,
            int attempts) {
        static Item of(Parked it) {
            return new Item(
                    it.id(),
                    it.processor(),
                    it.sequence(),
                    it.kind(),
                    it.position(),
                    it.code(),
                    it.parkedAt(),
                    it.attempts());
        }
    }

    record Why(@Nullable String reason) {}

    /**
     * What came of it.
     *
     * @param position of the recorded decision
     * @param parked how the step is parked now, null when it is done, given up or on its way
     */
    record Decided(long position, @Nullable Item parked) {
        static Decided of(ParkedSteps.Decided it) {
            Parked parked = it.parked();
            return new Decided(it.position(), parked == null ? null : Item.of(parked));
        }
    }

    @GetMapping("/v1/audit/parked-steps")
    StepPage list(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.invalid("parameter.number", "limit is between 1 and " + MOST);
        }
        List<Item> items = steps.after(after, limit).stream().map(Item::of).toList();
        return new StepPage(items, items.size() < limit ? null : items.getLast().id());
    }

    @PostMapping("/v1/audit/parked-steps/{id}/retry")
    Decided retry(
            @PathVariable long id,
            @RequestBody(required = false) @Nullable Why body,
            HttpServletRequest request) {
        String reason = body == null ? null : body.reason();
        Origin by = origins.of(request, body);
        return Decided.of(steps.retry(id, by, reason));
    }

    @PostMapping("/v1/audit/parked-steps/{id}/skip")
    Decided skip(@PathVariable long id, @RequestBody Why body, HttpServletRequest request) {
        return Decided.of(steps.skip(id, origins.of(request, body), body.reason()));
    }
}
