package dev.kehu.privacy.web;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;
import dev.kehu.privacy.api.ConsentCommand.ApproveMessage;
import dev.kehu.privacy.api.ConsentCommand.GrantConsent;
import dev.kehu.privacy.api.ConsentCommand.Limits;
import dev.kehu.privacy.api.ConsentCommand.WithdrawConsent;
import dev.kehu.privacy.api.ConsentId;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** What customers allow, and the messages that rely on it. */
@RestController
class ConsentApi {
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;
    private final ZoneId zone;
    private final int aWeek;
    private final LocalTime quietFrom;
    private final LocalTime quietUntil;

    /**
     * @param quiet as in {@code 21:00-08:00}; the same time twice: never quiet
     */
    ConsentApi(
            Commands commands,
            Origins origins,
            BusinessClock clock,
            @Value("${kehu.zone:UTC}") String zone,
            @Value("${kehu.messages.a-week:3}") int aWeek,
            @Value("${kehu.messages.quiet:21:00-08:00}") String quiet) {
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
        this.zone = ZoneId.of(zone);
        this.aWeek = aWeek;
        String[] parts = quiet.split("-", 2);
        this.quietFrom = LocalTime.parse(parts[0].strip());
        this.quietUntil = LocalTime.parse(parts[parts.length - 1].strip());
    }

    /**
     * @param basis consent unless given
     * @param at when it was given, now unless given
     */
    record Given(
            @Nullable String purpose,
            @Nullable String channel,
            @Nullable String basis,
            @Nullable String textVersion,
            @Nullable String form,
            @Nullable String evidence,
            @Nullable Instant at) {}

    record Withdrawn(
            @Nullable String purpose,
            @Nullable String channel,
            @Nullable String reason,
            @Nullable Instant at) {}

    record Message(@Nullable String purpose, @Nullable String channel, @Nullable String consent) {}

    /** The receipt's {@code consent} is what messages name. */
    @PostMapping("/v1/customers/{id}/consents")
    Receipt give(@PathVariable String id, @RequestBody Given body, HttpServletRequest request) {
        CustomerId customer = new CustomerId(id);
        return commands.send(
                new GrantConsent(
                        ConsentId.of(customer),
                        customer,
                        text(body.purpose()),
                        text(body.channel()),
                        body.basis() == null ? "consent" : body.basis(),
                        text(body.textVersion()),
                        text(body.form()),
                        body.evidence(),
                        at(body.at())),
                origins.of(request, body));
    }

    /** Nothing need have been given; without a purpose, or a channel, it is for all of them. */
    @PostMapping("/v1/customers/{id}/consent-withdrawals")
    Receipt withdraw(
            @PathVariable String id, @RequestBody Withdrawn body, HttpServletRequest request) {
        CustomerId customer = new CustomerId(id);
        return commands.send(
                new WithdrawConsent(
                        ConsentId.of(customer),
                        customer,
                        body.purpose(),
                        body.channel(),
                        body.reason(),
                        at(body.at())),
                origins.of(request, body));
    }

    /** Asked before a message leaves; 200 lets it go. */
    @PostMapping("/v1/customers/{id}/messages")
    Receipt approve(
            @PathVariable String id, @RequestBody Message body, HttpServletRequest request) {
        CustomerId customer = new CustomerId(id);
        Instant now = clock.now();
        return commands.send(
                new ApproveMessage(
                        ConsentId.of(customer),
                        customer,
                        text(body.purpose()),
                        text(body.channel()),
                        body.consent(),
                        new Limits(
                                aWeek,
                                quietFrom,
                                quietUntil,
                                clock.real().atZone(zone).toLocalTime()),
                        now),
                origins.of(request, body));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Instant at(@Nullable Instant given) {
        Instant now = clock.now();
        if (given != null && given.isAfter(now)) {
            throw Refusal.invalid("consent.future", "Nobody has allowed or withdrawn it yet then");
        }
        return given == null ? now : given;
    }
}
