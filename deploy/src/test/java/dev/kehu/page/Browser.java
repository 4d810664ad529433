package dev.kehu.page;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Opens pages with the real templates, without starting the program. */
final class Browser {
    final Shown shown = new Shown();
    private final MockMvc mvc;

    private Browser(String real, String today) {
        Header header = new Header(shown, Shown.clock(real, today), Everything.ALLOWED);
        mvc =
                MockMvcBuilders.standaloneSetup(
                                new SearchPage(shown, header), new CustomerPage(shown, header))
                        .setControllerAdvice(new PageErrors(header))
                        .setViewResolvers(templates())
                        .build();
    }

    static Browser on(String today) {
        return new Browser("2026-03-01T08:00:00Z", today);
    }

    private static ThymeleafViewResolver templates() {
        ThymeleafViewResolver resolver = new ThymeleafViewResolver();
        resolver.setTemplateEngine(engine());
        resolver.setCharacterEncoding("UTF-8");
        return resolver;
    }

    private static SpringTemplateEngine engine() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        return engine;
    }

    /** A page as the servlet container asks for it after a failure. */
    static String render(String template, int status, String message) {
        MockServletContext context = new MockServletContext();
        var exchange =
                JakartaServletWebApplication.buildApplication(context)
                        .buildExchange(
                                new MockHttpServletRequest(context), new MockHttpServletResponse());
        Map<String, Object> said = Map.of("status", status, "message", message, "error", message);
        return engine().process(template, new WebContext(exchange, Locale.ENGLISH, said));
    }

    ResultActions answer(String address) throws Exception {
        return mvc.perform(get(URI.create(address)));
    }

    String open(String address) throws Exception {
        return answer(address).andReturn().getResponse().getContentAsString();
    }

    private enum Everything implements WebInvocationPrivilegeEvaluator {
        ALLOWED;

        @Override
        public boolean isAllowed(String uri, Authentication reader) {
            return true;
        }

        @Override
        public boolean isAllowed(String context, String uri, String method, Authentication reader) {
            return true;
        }
    }
}
