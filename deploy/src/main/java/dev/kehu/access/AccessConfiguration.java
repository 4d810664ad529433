package dev.kehu.access;

import dev.kehu.cli.Terminal;
import dev.kehu.platform.state.StateDatabase;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AuthorizationManagerWebInvocationPrivilegeEvaluator.HttpServletRequestTransformer;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Puts the doors in front of every request. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    @Bean
    Accounts accounts(StateDatabase state, Terminal terminal) {
        var accounts =
                new Accounts(
                        new AccountTable(state),
                        System::getenv,
                        new PasswordMemory(System::nanoTime),
                        new BCryptPasswordEncoder());
        FirstPasswords.show(accounts.firstPasswords(), terminal);
        return accounts;
    }

    @Bean
    AuthenticationProvider basicSignIn(Accounts accounts) {
        return new BasicSignIn(accounts);
    }

    @Bean
    AccessProblems accessProblems() {
        return new AccessProblems();
    }

    /** For who asks the rules without a request. */
    @Bean
    HttpServletRequestTransformer supposed() {
        return Supposed::new;
    }

    @Bean
    SecurityFilterChain doors(
            HttpSecurity http,
            AccessProblems problems,
            @Value("${kehu.scrape-token:}") String scrapeToken) {
        // Nothing is remembered between requests, so there is nothing to forge a request with,
        // except what a browser resends by itself: the filter refuses that.
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(
                        said ->
                                said.authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .headers(
                        headers ->
                                headers.contentSecurityPolicy(
                                                csp -> csp.policyDirectives(CONTENT_SECURITY))
                                        .referrerPolicy(referrer -> {}))
                .authorizeHttpRequests(
                        rules -> AccessRules.write(rules, new ScrapeToken(scrapeToken)))
                .addFilterBefore(new SameOrigin(problems), AuthorizationFilter.class)
                .build();
    }

    private static final String CONTENT_SECURITY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
}
