package dev.kehu.value.web;

import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.value.command.SegmentName;
import dev.kehu.value.process.assessment.Assessed;
import dev.kehu.value.process.assessment.Assessing;
import dev.kehu.value.process.explanation.Draft;
import dev.kehu.value.process.explanation.Explaining;
import dev.kehu.value.process.explanation.Explanation;
import dev.kehu.value.process.explanation.Migrating;
import dev.kehu.value.process.explanation.Migration;
import dev.kehu.value.process.explanation.Supposing;
import dev.kehu.value.process.explanation.WhatIf;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Assessments over HTTP. */
@RestController
class AssessmentApi {
    private final Assessing assessing;
    private final Explaining explaining;
    private final Migrating migrating;
    private final Supposing supposing;
    private final Origins origins;

    AssessmentApi(
            Assessing assessing,
            Explaining explaining,
            Migrating migrating,
            Supposing supposing,
            Origins origins) {
        this.assessing = assessing;
        this.explaining = explaining;
        this.migrating = migrating;
        this.supposing = supposing;
        this.origins = origins;
    }

    /**
     * @param end business day, today unless given
     */
    record Wish(@Nullable LocalDate end) {}

    /** Assesses every customer about whom there is news; answers when all of it is recorded. */
    @PostMapping("/v1/value/assessments")
    Assessed assess(
            @RequestBody(required = false) @Nullable Wish body, HttpServletRequest request) {
        Optional<LocalDate> end = Optional.ofNullable(body == null ? null : body.end());
        return assessing.everybody(end, origins.of(request, body), customers -> {});
    }

    /** Why the score of a customer changed between two days; the steps add up exactly. */
    @GetMapping("/v1/customers/{id}/value-explanation")
    Explanation explain(
            @PathVariable String id, @RequestParam String from, @RequestParam String to) {
        return explaining.explain(id, day(from), day(to));
    }

    /** How many customers went from which class to which between two days. */
    @GetMapping("/v1/value/migration")
    Migration migration(@RequestParam String from, @RequestParam String to) {
        return migrating.between(day(from), day(to));
    }

    /**
     * What a draft would have made of everybody it is for; nothing is recorded.
     *
     * @param segment whose model it is to be, {@code all} unless given
     * @param version of a model that was drafted, in place of a body
     */
    @PostMapping("/v1/value/what-if")
    WhatIf suppose(
            @RequestParam(defaultValue = SegmentName.ALL) String segment,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestBody(required = false) @Nullable Draft body) {
        if (version != null) return supposing.suppose(segment, version);
        if (body == null)
            throw Refusal.invalid("data.incomplete", "Give a draft, or the version of one");
        return supposing.suppose(segment, body);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Refusal.invalid("value.period", "A day is written 1997-09-30");
        }
    }
}
