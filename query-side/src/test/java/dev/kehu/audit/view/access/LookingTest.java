package dev.kehu.audit.view.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kehu.audit.api.Access;
import dev.kehu.audit.api.AccessLog;
import dev.kehu.audit.api.RecipientMark;
import dev.kehu.platform.answer.Shown;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is written down of a live answer, from its begin to its end. */
class LookingTest {
    private final Log log = new Log();
    private final Together together = new Together("customer-a");
    private final Looking looking = looking();
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

    private Looking looking() {
        var beans = new StaticListableBeanFactory(Map.of("log", log));
        return new Looking(
                beans.getBeanProvider(AccessLog.class),
                together,
                beans.getBeanProvider(RecipientMark.class),
                "service");
    }

    @BeforeEach
    void ask() {
        request.setUserPrincipal(() -> "ann");
        request.setAttribute(
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", "customer-a"));
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void forget() {
        RequestContextHolder.resetRequestAttributes();
    }

    private void during(String pattern, Runnable answer) throws Exception {
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        var response = new MockHttpServletResponse();
        HandlerMethod handler = new HandlerMethod(this, "toString");
        looking.preHandle(request, response, handler);
        answer.run();
        looking.postHandle(request, response, handler, null);
        looking.afterCompletion(request, response, handler, null);
    }

    private List<String> seen() {
        return log.entries.stream().map(each -> each.view() + each.customers()).toList();
    }

    @Test
    void namesWhoBecameOneWithACustomerWhileItWasShown() throws Exception {
        String live = "/v1/customers/{id}/live";
        during(live, () -> together.members = List.of("customer-a", "customer-b"));
        assertThat(seen()).containsExactly(live + "[customer-a]", live + " (end)[customer-b]");
        log.entries.clear();
        during(live, () -> {});
        assertThat(seen()).containsExactly(live + "[customer-a, customer-b]");
    }

    @Test
    void namesNobodyLaterWhereAnAnswerIsOne() throws Exception {
        during("/v1/customers/{id}", () -> together.members = List.of("customer-a", "customer-b"));
        assertThat(seen()).containsExactly("/v1/customers/{id}[customer-a]");
    }

    @Test
    void countsEachCustomerOfALiveListOnceHoweverOftenItIsShown() throws Exception {
        during(
                "/v1/customers/live",
                () ->
                        List.of("customer-c", "customer-d", "customer-c", "customer-d")
                                .forEach(Shown::customer));
        assertThat(seen())
                .containsExactly(
                        "/v1/customers/live[]", "/v1/customers/live (end)[customer-c, customer-d]");
        assertThat(log.entries.getFirst().count()).isEqualTo(Access.UNCOUNTED);
        assertThat(log.entries.getLast().count()).isEqualTo(2);
    }

    private static final class Log extends EmptyLog {
        private final List<Access> entries = new ArrayList<>();

        Log() {
            super(Instant.EPOCH);
        }

        @Override
        public void record(Access access) {
            entries.add(access);
        }
    }
}
