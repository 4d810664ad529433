package dev.kehu.audit.web;

import dev.kehu.audit.api.look.Look;
import dev.kehu.kernel.Refusal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;

/**
 * Lets nobody near personal data who did not sign the wording the firm asks for. What shows nobody
 * stays open, and what agreements are recorded by; an address nobody thought of here does not, nor
 * one whose readers the log of looks takes down.
 */
@Component
final class AgreementRequired implements HandlerInterceptor, WebMvcConfigurer {
    private static final String INTAKE = "/v1/events";
    private static final List<String> SHOWS_NOBODY =
            List.of(
                    "/v1/confidentiality",
                    "/v1/privacy/retention",
                    "/v1/audit/checkpoint",
                    "/v1/audit/checkpoints",
                    "/v1/audit/key",
                    "/v1/audit/key-changes",
                    "/v1/audit/proof",
                    "/v1/audit/leaves",
                    "/v1/audit/processing",
                    "/v1/implementations",
                    "/v1/analysis/schema",
                    "/tile",
                    "/checkpoint",
                    "/problems",
                    "/openapi",
                    "/openapi.json",
                    "/openapi.yaml",
                    "/actuator",
                    "/error");

    private final Agreements agreements;
    private final String textVersion;

    /**
     * @param textVersion that has to be signed; empty: none
     */
    AgreementRequired(
            Agreements agreements, @Value("${kehu.access.agreement:}") String textVersion) {
        this.agreements = agreements;
        this.textVersion = textVersion.strip();
    }

    String textVersion() {
        return textVersion;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        if (!textVersion.isEmpty()) {
            registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
        }
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        if (!first || !(handler instanceof HandlerMethod) || showsNobody(request)) {
            return true;
        }
        String user =
                request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName();
        if (!agreements.holds(user, textVersion)) {
            throw Refusal.of(
                    Refusal.Kind.FORBIDDEN,
                    "access.no-agreement",
                    "Sign the agreement of confidentiality "
                            + textVersion
                            + " and have an administrator record it: POST /v1/confidentiality");
        }
        return true;
    }

    private static boolean showsNobody(HttpServletRequest request) {
        String pattern =
                String.valueOf(
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        boolean open =
                pattern.equals(INTAKE)
                        || SHOWS_NOBODY.stream()
                                .anyMatch(at -> pattern.equals(at) || pattern.startsWith(at + "/"));
        return open && Look.of(request.getMethod(), pattern) == Look.NONE;
    }
}
