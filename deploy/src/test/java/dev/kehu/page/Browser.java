package dev.kehu.page;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import java.net.URI;

/** Opens pages with the real templates, without starting the program. */
final class Browser {
    final Shown shown = new Shown();
    private final MockMvc mvc;

    private Browser(String real, String today) {
        Header header = new Header(shown, Shown.clock(real, today));
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
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        ThymeleafViewResolver resolver = new ThymeleafViewResolver();
        resolver.setTemplateEngine(engine);
        resolver.setCharacterEncoding("UTF-8");
        return resolver;
    }

    ResultActions answer(String address) throws Exception {
        return mvc.perform(get(URI.create(address)));
    }

    String open(String address) throws Exception {
        return answer(address).andReturn().getResponse().getContentAsString();
    }
}
