package dev.kehu.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import dev.kehu.access.Accounts.Credentials;
import dev.kehu.cli.Terminal;
import dev.kehu.platform.datadir.DataDirectory;
import dev.kehu.platform.state.StateDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessRulesIT {
    private static final String SCRAPE_TOKEN = "scrape-me";

    private final AnnotationConfigWebApplicationContext context =
            new AnnotationConfigWebApplicationContext();
    private final Map<Role, Credentials> users = new EnumMap<>(Role.class);
    private DataDirectory data;
    private MockMvc http;

    @Configuration
    @EnableWebMvc
    @EnableWebSecurity
    @RestController
    static class Everything {
        @RequestMapping("/**")
        String answer() {
            return "inside";
        }
    }

    @BeforeAll
    void start(@TempDir Path temp) {
        data = DataDirectory.open(temp.resolve("data"));
        var quiet = new PrintStream(new ByteArrayOutputStream());
        context.setServletContext(new MockServletContext());
        context.getEnvironment().getSystemProperties().put("kehu.scrape-token", SCRAPE_TOKEN);
        context.addBeanFactoryPostProcessor(
                beans -> {
                    beans.registerSingleton("state", StateDatabase.open(data));
                    beans.registerSingleton("terminal", new Terminal(quiet, quiet, false));
                });
        context.register(Everything.class, AccessConfiguration.class);
        context.refresh();
        DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(context);
        http = builder.apply(springSecurity()).build();
        Accounts accounts = context.getBean(Accounts.class);
        for (Role role : Role.values()) {
            users.put(role, accounts.mint("a-" + role.user(), role));
        }
    }

    @AfterAll
    void stop() {
        context.getEnvironment().getSystemProperties().remove("kehu.scrape-token");
        context.getBean(StateDatabase.class).close();
        context.close();
        data.close();
    }

    /** Who may do what: the roles that get in; everybody else is refused. */
    @ParameterizedTest
    @CsvSource({
        "POST,   /v1/events,                        ADMIN CHANNEL",
        "GET,    /v1/events,                        ADMIN AGENT ANALYST AUDITOR",
        "GET,    /v1/events/export,                 ADMIN AUDITOR",
        "GET,    /v1/audit/checkpoint,              ADMIN AUDITOR",
        "GET,    /v1/audit/parked,                  ADMIN AUDITOR",
        "POST,   /v1/audit/parked/v/s/retry,        ADMIN",
        "POST,   /v1/audit/parked/v/s/skip,         ADMIN",
        "GET,    /v1/audit/parked-steps,            ADMIN AUDITOR",
        "POST,   /v1/audit/parked-steps/1/retry,    ADMIN",
        "POST,   /v1/audit/parked-steps/1/skip,     ADMIN",
        "GET,    /tile/0/000,                       ADMIN AUDITOR",
        "GET,    /v1/customers,                     ADMIN AGENT ANALYST AUDITOR",
        "GET,    /v1/customers/customer-1/timeline, ADMIN AGENT ANALYST AUDITOR",
        "GET,    /v1/implementations/1,             ADMIN AGENT ANALYST AUDITOR",
        "POST,   /v1/analysis/sql,                  ADMIN ANALYST",
        "GET,    /v1/analysis/schema,               ADMIN ANALYST",
        "PUT,    /v1/analysis/sql,                  ADMIN",
        "GET,    /v1/reports,                       ADMIN ANALYST AUDITOR",
        "GET,    /v1/reports/churn,                 ADMIN ANALYST AUDITOR",
        "GET,    /reports,                          ADMIN ANALYST AUDITOR",
        "GET,    /reports/churn,                    ADMIN ANALYST AUDITOR",
        "POST,   /v1/customers,                     ADMIN AGENT",
        "POST,   /v1/customers/c/erasure,           ADMIN",
        "POST,   /v1/customers/c/erasure-requests,  ADMIN AGENT",
        "POST,   /v1/customers/c/erasure-requests/approval, ADMIN",
        "POST,   /v1/customers/c/erasure-requests/refusal,  ADMIN",
        "POST,   /v1/customers/c/erasure-requests/withdrawal, ADMIN AGENT",
        "GET,    /v1/privacy/erasure-requests,      ADMIN AUDITOR",
        "GET,    /v1/privacy/retention/preview,     ADMIN AUDITOR",
        "POST,   /v1/privacy/retention,             ADMIN",
        "GET,    /v1/confidentiality,               ADMIN AUDITOR",
        "POST,   /v1/confidentiality,               ADMIN",
        "PUT,    /v1/customers/customer-1/contact,  ADMIN AGENT",
        "PATCH,  /v1/interactions/interaction-1,    ADMIN AGENT",
        "DELETE, /v1/customers/customer-1,          ADMIN",
        "GET,    /v1/quarantine,                    ADMIN AGENT AUDITOR",
        "POST,   /v1/quarantine/1/release,          ADMIN",
        "POST,   /v1/credit/1/decisions,            ADMIN CREDIT",
        "POST,   /v1/implementations,               ADMIN",
        "GET,    /actuator/prometheus,              ADMIN",
        "GET,    /actuator/env,                     ADMIN",
        "GET,    /,                                 ADMIN AGENT ANALYST AUDITOR",
        "POST,   /,                                 ADMIN"
    })
    void letsInExactlyTheRolesThatMay(String method, String path, String allowed) throws Exception {
        for (Role role : Role.values()) {
            boolean may = (" " + allowed + " ").contains(" " + role.name() + " ");
            MockHttpServletResponse answer = as(users.get(role), method, path);
            assertThat(answer.getStatus()).as("%s as %s", path, role).isEqualTo(may ? 200 : 403);
        }
        assertThat(
                        http.perform(request(HttpMethod.valueOf(method), path))
                                .andReturn()
                                .getResponse())
                .satisfies(AccessRulesIT::isAChallenge);
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/openapi",
        "/openapi.json",
        "/openapi.yaml"
    })
    void opensTheseToEverybody(String path) throws Exception {
        assertThat(http.perform(get(path)).andReturn().getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void letsAScraperIntoMetricsAlone() throws Exception {
        assertThat(scrape("/actuator/prometheus", SCRAPE_TOKEN).getStatus()).isEqualTo(200);
        assertThat(scrape("/actuator/prometheus", "guess").getStatus()).isEqualTo(401);
        assertThat(scrape("/actuator/env", SCRAPE_TOKEN).getStatus()).isEqualTo(401);
    }

    @Test
    void challengesAWrongPasswordAndAnUnknownUserAlike() throws Exception {
        assertThat(as(new Credentials("agent", "wrong"), "GET", "/v1/customers"))
                .satisfies(AccessRulesIT::isAChallenge);
        assertThat(as(new Credentials("nobody", "wrong"), "GET", "/v1/customers"))
                .satisfies(AccessRulesIT::isAChallenge);
    }

    @Test
    void saysNoAsAProblem() throws Exception {
        MockHttpServletResponse answer = as(users.get(Role.CHANNEL), "GET", "/v1/customers");
        assertThat(answer.getContentType()).isEqualTo("application/problem+json;charset=UTF-8");
        assertThat(answer.getContentAsString())
                .contains("\"type\":\"/problems/access.forbidden\"", "\"status\":403");
    }

    @Test
    void refusesAWriteThatAnotherSiteMadeABrowserSend() throws Exception {
        Credentials agent = users.get(Role.AGENT);
        var foreign =
                request(HttpMethod.POST, "/v1/customers")
                        .with(httpBasic(agent.user(), agent.password()))
                        .header("Sec-Fetch-Site", "cross-site");
        assertThat(http.perform(foreign).andReturn().getResponse().getStatus()).isEqualTo(403);
    }

    @Test
    void allowsContentOfThisServerOnly() throws Exception {
        assertThat(as(users.get(Role.AGENT), "GET", "/").getHeader("Content-Security-Policy"))
                .startsWith("default-src 'self'");
    }

    private static void isAChallenge(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeader("WWW-Authenticate")).startsWith("Basic realm=\"kehu\"");
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getContentAsString()).contains("\"code\":\"access.sign-in-needed\"");
    }

    private MockHttpServletResponse as(Credentials user, String method, String path)
            throws Exception {
        return http.perform(
                        request(HttpMethod.valueOf(method), path)
                                .with(httpBasic(user.user(), user.password())))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse scrape(String path, String token) throws Exception {
        return http.perform(get(path).header("Authorization", "Bearer " + token))
                .andReturn()
                .getResponse();
    }
}
