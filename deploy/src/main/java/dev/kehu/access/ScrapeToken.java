package dev.kehu.access;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/** Metrics are for the admin, or for whoever holds the scrape token. */
final class ScrapeToken implements AuthorizationManager<RequestAuthorizationContext> {
    private static final String BEARER = "Bearer ";

    private final String token;

    /**
     * @param token empty: there is none
     */
    ScrapeToken(String token) {
        this.token = token;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> user, RequestAuthorizationContext context) {
        String header = context.getRequest().getHeader("Authorization");
        boolean holdsToken =
                !token.isEmpty()
                        && header != null
                        && header.startsWith(BEARER)
                        && same(header.substring(BEARER.length()));
        return new AuthorizationDecision(holdsToken || isAdmin(user.get()));
    }

    private boolean same(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isAdmin(Authentication user) {
        return user.getAuthorities().stream()
                .anyMatch(authority -> "ROLE_ADMIN".equals(authority.getAuthority()));
    }
}
