package dev.kehu.privacy.web;

import dev.kehu.customer.api.CustomerCommand.LiftHold;
import dev.kehu.customer.api.CustomerCommand.PlaceHold;
import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.privacy.process.PersonErasure;
import dev.kehu.privacy.process.approval.SecondPerson;
import dev.kehu.privacy.process.standing.Obstacles.Obstacle;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.LocalDate;

/** Erases people, and keeps them from being erased. */
@RestController
class PrivacyApi {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ACCEPTED = 202;
    private static final JsonMapper JSON = new JsonMapper();

    private final PersonErasure erasure;
    private final SecondPerson second;
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;

    PrivacyApi(
            PersonErasure erasure,
            SecondPerson second,
            Commands commands,
            Origins origins,
            BusinessClock clock) {
        this.erasure = erasure;
        this.second = second;
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
    }

    /**
     * @param category {@code content} to erase what was said alone; null to erase the person
     */
    record Why(
            @Nullable String reason,
            @Nullable String basis,
            @Nullable Boolean only,
            @Nullable String category) {
        PersonErasure.Asked asked(String customer) {
            return new PersonErasure.Asked(
                            new CustomerId(customer),
                            Boolean.TRUE.equals(only),
                            reason == null ? "" : reason,
                            basis == null ? "" : basis)
                    .of(category);
        }
    }

    record Hold(@Nullable String reason, @Nullable LocalDate until) {}

    record Lift(@Nullable String reason) {}

    /**
     * An erasure, or that it was asked for.
     *
     * @param erasureId null where another person has to approve first
     * @param requestId of what has to be approved, else null
     * @param receipt {@code receipt}, {@code signature} and {@code publicKey}; null while it is not
     *     finished, which it will be by itself
     * @param waitsFor what keeps it from being finished: a stable code, what to do, and since when;
     *     null where nothing is known to
     */
    record Answer(
            @Nullable String erasureId,
            @Nullable String requestId,
            String customerId,
            long position,
            @Nullable JsonNode receipt,
            @Nullable Obstacle waitsFor) {
        static Answer of(PersonErasure.Standing it) {
            return new Answer(
                    it.erasureId(),
                    null,
                    it.customerId(),
                    it.position(),
                    it.receipt() == null ? null : JSON.readTree(it.receipt()),
                    it.waitsFor());
        }

        static Answer of(Receipt request) {
            return new Answer(
                    null,
                    request.ids().get("requestId"),
                    request.subject(),
                    request.position(),
                    null,
                    null);
        }
    }

    /**
     * For ever, with everybody merged with the customer unless {@code only} is true. Where nobody
     * erases alone, it is asked for, and another person has to approve.
     */
    @PostMapping("/v1/customers/{id}/erasure")
    ResponseEntity<Answer> erase(
            @PathVariable String id, @RequestBody Why body, HttpServletRequest request) {
        SecondPerson.Came came = second.erase(body.asked(id), origins.of(request, body), PATIENCE);
        return came.request() == null
                ? answer(came.erasure())
                : ResponseEntity.status(ACCEPTED).body(Answer.of(came.request()));
    }

    @GetMapping("/v1/customers/{id}/erasure")
    ResponseEntity<Answer> erasure(@PathVariable String id) {
        return answer(
                erasure.of(id)
                        .orElseThrow(
                                () ->
                                        Refusal.unknown(
                                                "erasure.unknown",
                                                "Nobody with this id was erased here")));
    }

    static ResponseEntity<Answer> answer(PersonErasure.Standing standing) {
        return ResponseEntity.status(standing.receipt() == null ? ACCEPTED : 200)
                .body(Answer.of(standing));
    }

    @PostMapping("/v1/customers/{id}/holds")
    Receipt hold(@PathVariable String id, @RequestBody Hold body, HttpServletRequest request) {
        return commands.send(
                new PlaceHold(
                        new CustomerId(id),
                        body.reason() == null ? "" : body.reason(),
                        body.until(),
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/customers/{id}/hold-releases")
    Receipt lift(@PathVariable String id, @RequestBody Lift body, HttpServletRequest request) {
        return commands.send(
                new LiftHold(new CustomerId(id), body.reason(), clock.now()),
                origins.of(request, body));
    }
}
