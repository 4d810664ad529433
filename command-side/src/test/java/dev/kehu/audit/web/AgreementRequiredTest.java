package dev.kehu.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.ConfidentialityCommand.EndAgreement;
import dev.kehu.audit.api.ConfidentialityCommand.RecordAgreement;
import dev.kehu.audit.api.ConfidentialityId;
import dev.kehu.platform.commandbus.Origin;
import dev.kehu.platform.writeside.Firm;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/** Who did not sign sees nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementRequiredTest {
    private static final LocalDate DAY = LocalDate.parse("1998-06-30");

    private Firm firm;

    @BeforeAll
    void open(@TempDir Path directory) {
        firm = Firm.in(directory, Map.of("kehu.access.agreement", "2026-01"));
    }

    @AfterAll
    void close() {
        firm.close();
    }

    private boolean mayAsk(String user, String pattern) throws Exception {
        return may(user, "GET", pattern);
    }

    private boolean may(String user, String method, String pattern) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, pattern);
        request.setUserPrincipal(() -> user);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        HandlerMethod handler = new HandlerMethod(this, "toString");
        return firm.get(AgreementRequired.class)
                .preHandle(request, new MockHttpServletResponse(), handler);
    }

    private void signed(String user, String version) {
        firm.send(
                new RecordAgreement(
                        ConfidentialityId.FIRM, user, version, DAY, null, DAY, Firm.WHEN),
                Origin.of("boss"));
    }

    @Test
    void refusesWhoSignedNothingAnotherVersionOrWhatHasEnded() throws Exception {
        firm.refuses("access.no-agreement", () -> mayAsk("ann", "/v1/customers/{id}"));
        signed("ann", "2025-01");
        firm.refuses("access.no-agreement", () -> mayAsk("ann", "/v1/customers/{id}"));
        signed("ann", "2026-01");
        assertThat(mayAsk("ann", "/v1/customers/{id}")).isTrue();
        firm.refuses("access.no-agreement", () -> mayAsk("bob", "/"));
        firm.send(new EndAgreement(ConfidentialityId.FIRM, "ann", "left", Firm.WHEN));
        firm.refuses("access.no-agreement", () -> mayAsk("ann", "/v1/search"));
        Agreements.Agreement last = firm.get(Agreements.class).all().getLast();
        assertThat(last.by()).isEqualTo("boss");
        assertThat(last.endedAt()).isEqualTo(Firm.WHEN);
    }

    @Test
    void leavesOpenWhatShowsNobody() throws Exception {
        assertThat(may("till", "POST", "/v1/events")).isTrue();
        assertThat(may("boss", "POST", "/v1/confidentiality/endings")).isTrue();
        assertThat(mayAsk("boss", "/v1/audit/checkpoint")).isTrue();
        firm.refuses("access.no-agreement", () -> mayAsk("boss", "/v1/events/export"));
        firm.refuses("access.no-agreement", () -> may("boss", "POST", "/v1/events/found"));
        firm.refuses("access.no-agreement", () -> may("boss", "POST", "/v1/customers"));
        firm.refuses("access.no-agreement", () -> mayAsk("boss", "/v1/eventsource"));
        firm.refuses("access.no-agreement", () -> mayAsk("boss", "/nobody-thought-of-this"));
    }
}
