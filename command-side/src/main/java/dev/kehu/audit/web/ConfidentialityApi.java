package dev.kehu.audit.web;

import dev.kehu.audit.api.ConfidentialityCommand.EndAgreement;
import dev.kehu.audit.api.ConfidentialityCommand.RecordAgreement;
import dev.kehu.audit.api.ConfidentialityId;
import dev.kehu.kernel.BusinessClock;
import dev.kehu.kernel.Receipt;
import dev.kehu.platform.commandbus.Commands;
import dev.kehu.platform.commandbus.Origins;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.List;

/** What the staff signed. */
@RestController
class ConfidentialityApi {
    private final Agreements agreements;
    private final AgreementRequired required;
    private final Commands commands;
    private final Origins origins;
    private final BusinessClock clock;

    ConfidentialityApi(
            Agreements agreements,
            AgreementRequired required,
            Commands commands,
            Origins origins,
            BusinessClock clock) {
        this.agreements = agreements;
        this.required = required;
        this.commands = commands;
        this.origins = origins;
        this.clock = clock;
    }

    /**
     * @param signedOn today unless given
     */
    record Signed(
            @Nullable String user,
            @Nullable String textVersion,
            @Nullable LocalDate signedOn,
            @Nullable String evidence) {}

    record Ended(@Nullable String user, @Nullable String reason) {}

    /**
     * All there were.
     *
     * @param required the wording that has to be signed, null where none has
     */
    record Listing(@Nullable String required, List<Agreements.Agreement> items) {}

    @GetMapping("/v1/confidentiality")
    Listing list() {
        String version = required.textVersion();
        return new Listing(version.isEmpty() ? null : version, agreements.all());
    }

    @PostMapping("/v1/confidentiality")
    Receipt agreed(@RequestBody Signed body, HttpServletRequest request) {
        LocalDate today = clock.today();
        return commands.send(
                new RecordAgreement(
                        ConfidentialityId.FIRM,
                        text(body.user()),
                        text(body.textVersion()),
                        body.signedOn() == null ? today : body.signedOn(),
                        body.evidence(),
                        today,
                        clock.now()),
                origins.of(request, body));
    }

    @PostMapping("/v1/confidentiality/endings")
    Receipt ended(@RequestBody Ended body, HttpServletRequest request) {
        return commands.send(
                new EndAgreement(
                        ConfidentialityId.FIRM,
                        text(body.user()),
                        text(body.reason()),
                        clock.now()),
                origins.of(request, body));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
