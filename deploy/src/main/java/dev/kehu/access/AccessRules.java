package dev.kehu.access;

import static dev.kehu.access.Role.ADMIN;
import static dev.kehu.access.Role.AGENT;
import static dev.kehu.access.Role.ANALYST;
import static dev.kehu.access.Role.AUDITOR;
import static dev.kehu.access.Role.CHANNEL;
import static dev.kehu.access.Role.CREDIT;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

import java.util.Arrays;
import java.util.List;

/** Which role may ask what, read from top to bottom: the first line that fits decides. */
final class AccessRules {
    private static final List<HttpMethod> READING = List.of(GET, HEAD);

    private final AuthorizeHttpRequestsConfigurer<HttpSecurity>
                    .AuthorizationManagerRequestMatcherRegistry
            rules;

    private AccessRules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    rules) {
        this.rules = rules;
    }

    static void write(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    registry,
            ScrapeToken token) {
        var rules = new AccessRules(registry);
        rules.doors(token);
        rules.intake();
        rules.audit();
        rules.customers();
        rules.rest();
    }

    private void doors(ScrapeToken token) {
        // Answers on their way back were allowed when they were asked for.
        rules.dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                .permitAll();
        rules.requestMatchers("/actuator/health", "/actuator/health/**").permitAll();
        rules.requestMatchers("/openapi", "/openapi.*", "/openapi/**").permitAll();
        rules.requestMatchers("/actuator/prometheus").access(token);
        rules.requestMatchers("/actuator/**").hasRole(ADMIN.name());
    }

    private void intake() {
        allow(List.of(POST), "/v1/events", CHANNEL, ADMIN);
    }

    private void audit() {
        allow(READING, "/v1/events/export", AUDITOR, ADMIN);
        allow(READING, "/v1/audit/**", AUDITOR, ADMIN);
        allow(READING, "/tile/**", AUDITOR, ADMIN);
        allow(READING, "/checkpoint", AUDITOR, ADMIN);
        allow(READING, "/v1/quarantine/**", AGENT, AUDITOR, ADMIN);
    }

    private void customers() {
        allow(READING, "/v1/credit/**", CREDIT, AUDITOR, ADMIN);
        allow(List.of(POST, GET, HEAD), "/v1/analysis/**", ANALYST, ADMIN);
        allow(READING, "/v1/reports/**", ANALYST, AUDITOR, ADMIN);
        allow(READING, "/reports/**", ANALYST, AUDITOR, ADMIN);
        allow(READING, "/v1/customers/*/erasure", AUDITOR, ADMIN);
        allow(READING, "/v1/customers/*/export", AUDITOR, ADMIN);
        allow(READING, "/v1/privacy/**", AUDITOR, ADMIN);
        allow(READING, "/v1/confidentiality", AUDITOR, ADMIN);
        allow(READING, "/v1/**", AGENT, ANALYST, AUDITOR, ADMIN);
        allow(List.of(POST), "/v1/customers/*/erasure", ADMIN);
        allow(List.of(POST), "/v1/customers/*/erasure-requests/approval", ADMIN);
        allow(List.of(POST), "/v1/customers/*/erasure-requests/refusal", ADMIN);
        allow(List.of(POST), "/v1/customers/*/holds", ADMIN);
        allow(List.of(POST), "/v1/customers/*/hold-releases", ADMIN);
        List<HttpMethod> writing = List.of(POST, HttpMethod.PUT, HttpMethod.PATCH);
        allow(writing, "/v1/customers/**", AGENT, ADMIN);
        allow(writing, "/v1/interactions/**", AGENT, ADMIN);
        allow(writing, "/v1/credit/**", CREDIT, ADMIN);
    }

    private void rest() {
        rules.requestMatchers("/v1/**").hasRole(ADMIN.name());
        allow(READING, "/**", AGENT, ANALYST, AUDITOR, ADMIN);
        rules.anyRequest().hasRole(ADMIN.name());
    }

    private void allow(List<HttpMethod> methods, String path, Role... roles) {
        String[] names = Arrays.stream(roles).map(Role::name).toArray(String[]::new);
        methods.forEach(method -> rules.requestMatchers(method, path).hasAnyRole(names));
    }
}
