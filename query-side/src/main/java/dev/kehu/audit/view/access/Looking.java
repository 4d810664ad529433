package dev.kehu.audit.view.access;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.api.RecipientMark;
import dev.kehu.audit.api.look.Look;
import dev.kehu.kernel.Refusal;
import dev.kehu.platform.answer.Shown;
import dev.kehu.platform.download.Download;
import dev.kehu.platform.reading.Groups;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes every look down. One at a named customer before the question is even answered; one at a
 * list once it is known whom it shows and before a byte of it leaves. What a file shows beyond that
 * is taken down at its end, in a second entry of the same address; so is whom a live list showed,
 * each once, and who became one with a customer while a live answer showed it.
 */
@Component
final class Looking implements HandlerInterceptor {
    private static final String GATHERED = Looking.class.getName();
    private static final String END = " (end)";
    private static final String LIVE = "/live";
    private static final String NAMED = Looking.class.getName() + ".named";
    private static final Pattern CUSTOMER = Pattern.compile("customer-[0-9a-zA-Z-]{1,60}");
    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final ObjectProvider<AccessLog> log;
    private final Groups groups;
    private final ObjectProvider<RecipientMark> mark;
    private final String usual;

    /**
     * @param usual the purpose of who names none
     */
    Looking(
            ObjectProvider<AccessLog> log,
            Groups groups,
            ObjectProvider<RecipientMark> mark,
            @Value("${kehu.access.purpose:customer-service}") String usual) {
        this.log = log;
        this.groups = groups;
        this.mark = mark;
        this.usual = usual;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        AccessLog open = log.getIfAvailable();
        if (!first || open == null || !(handler instanceof HandlerMethod)) return true;
        switch (Look.of(request.getMethod(), pattern(request))) {
            case NAMED -> named(open, request);
            case LISTED -> {
                purpose(request);
                request.setAttribute(GATHERED, Shown.gather());
            }
            case WIDE -> {
                open.record(wide(open, request, ""));
                if (isLive(request)) request.setAttribute(GATHERED, Shown.gatherEachOnce());
            }
            case NONE -> {}
        }
        return true;
    }

    private Access wide(AccessLog open, HttpServletRequest request, String place) {
        return Access.wide(open.now(), actor(request), pattern(request) + place, purpose(request));
    }

    private void named(AccessLog open, HttpServletRequest request) {
        String purpose = purpose(request);
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Object id = variables instanceof Map<?, ?> map ? map.get("id") : null;
        if (!(id instanceof String customer) || !CUSTOMER.matcher(customer).matches()) return;
        List<String> members = groups.live(customer).members();
        open.record(Access.of(open.now(), actor(request), pattern(request), purpose, members));
        if (isLive(request)) request.setAttribute(NAMED, new Named(customer, members));
    }

    /** Whom a live answer showed when it began. */
    private record Named(String customer, List<String> members) {}

    private static boolean isLive(HttpServletRequest request) {
        return pattern(request).endsWith(LIVE);
    }

    private void takeLater(HttpServletRequest request) {
        if (!(request.getAttribute(NAMED) instanceof Named named)) return;
        request.removeAttribute(NAMED);
        List<String> later =
                groups.live(named.customer()).members().stream()
                        .filter(each -> !named.members().contains(each))
                        .toList();
        if (later.isEmpty()) return;
        AccessLog open = log.getObject();
        String place = pattern(request) + END;
        open.record(Access.of(open.now(), actor(request), place, purpose(request), later));
    }

    /** A page is made after this; a body was written before, and its begin was taken down then. */
    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView page) {
        take(request, page == null ? END : "");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        take(request, END);
        takeLater(request);
    }

    /** Before a body is written that shows whom the request has gathered. */
    void answer(HttpServletRequest request) {
        take(request, "");
    }

    /** Before a file is written that may show everybody; its end tells whom. */
    void file(HttpServletRequest request) {
        if (request.getAttribute(GATHERED) instanceof Shown shown && shown.nobody()) {
            AccessLog open = log.getObject();
            open.record(wide(open, request, " (file)"));
        } else take(request, "");
    }

    /** A list of people bears the mark of who gets it. */
    Download marked(HttpServletRequest request, Download file) {
        RecipientMark known = mark.getIfAvailable();
        boolean people =
                switch (Look.of(request.getMethod(), pattern(request))) {
                    case NAMED, LISTED -> true;
                    case WIDE, NONE -> false;
                };
        if (known == null || !people) return file;
        String reader = actor(request);
        return file.marked(key -> Suspects.stroke(known, reader, key));
    }

    private void take(HttpServletRequest request, String place) {
        if (!(request.getAttribute(GATHERED) instanceof Shown shown) || shown.nobody()) return;
        AccessLog open = log.getObject();
        open.record(
                shown.taken(
                        open.now(), actor(request), pattern(request) + place, purpose(request)));
    }

    private static String pattern(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    private static String actor(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        return user == null ? "" : user.getName();
    }

    private String purpose(HttpServletRequest request) {
        String header = request.getHeader("X-Purpose");
        String given = header == null ? request.getParameter("accessPurpose") : header;
        if (given == null || given.isBlank()) return usual;
        if (PURPOSE.matcher(given).matches()) return given;
        throw Refusal.invalid(
                "purpose.malformed",
                "A purpose is one word of small letters, digits and hyphens, at most 40");
    }
}
