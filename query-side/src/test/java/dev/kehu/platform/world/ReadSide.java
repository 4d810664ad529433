package dev.kehu.platform.world;

import dev.kehu.customer.api.CustomerId;
import dev.kehu.customer.api.CustomerLookup;
import dev.kehu.platform.answer.ViewApi;
import dev.kehu.platform.download.TableFormat;
import dev.kehu.platform.download.Tables;
import dev.kehu.platform.reading.Freshness;
import dev.kehu.platform.table.Column;
import dev.kehu.platform.table.Columns;
import dev.kehu.platform.table.Table;
import dev.kehu.platform.viewstore.ViewStore;
import dev.kehu.platform.viewstore.embedded.EmbeddedViewStore;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The read side with its own web server, over an empty story. */
final class ReadSide {
    private ReadSide() {}

    static ConfigurableApplicationContext start(String... properties) {
        SpringApplication application = new SpringApplication(Application.class);
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", "0");
        all.put("spring.main.banner-mode", "off");
        all.put("spring.threads.virtual.enabled", "true");
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        application.setDefaultProperties(all);
        return application.run();
    }

    static URI uri(ConfigurableApplicationContext context, String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        String escaped = path.replace("<", "%3C").replace(">", "%3E");
        return URI.create("http://127.0.0.1:" + port + escaped);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan(
            value = "dev.kehu",
            excludeFilters =
                    @ComponentScan.Filter( // has no copy here to answer from
                            type = FilterType.REGEX,
                            pattern = "dev\\.kehu\\.platform\\.analysis\\..*"))
    static class Application {
        @Bean
        Story story() {
            return new Story("story");
        }

        @Bean
        MarkingVault vault() {
            return new MarkingVault();
        }

        @Bean
        ViewStore viewStore() {
            return EmbeddedViewStore.inMemory();
        }

        @Bean
        CustomerLookup lookup() {
            return new CustomerLookup() {
                @Override
                public Optional<CustomerId> byCode(String code) {
                    return Optional.of(new CustomerId("customer-a"));
                }

                @Override
                public Optional<CustomerId> byContact(String text) {
                    return Optional.empty();
                }

                @Override
                public boolean isErased(CustomerId customer) {
                    return false;
                }
            };
        }

        /** In the program, Axon finds it by itself. */
        @Bean
        SmartInitializingSingleton queries(ApplicationContext context, QueryBus bus) {
            return () -> {
                for (String api : List.of("customerLiveApi", "customersLiveApi", "timelineLiveApi"))
                    new AnnotationQueryHandlerAdapter<>(context.getBean(api)).subscribe(bus);
            };
        }

        /** Takes everybody for who they say they are. */
        @Bean
        Filter signIn() {
            return (request, response, chain) ->
                    chain.doFilter(new Named((HttpServletRequest) request), response);
        }
    }

    private static final class Named extends HttpServletRequestWrapper {
        Named(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            String user = getHeader("X-User");
            return user == null ? null : () -> user;
        }
    }

    /** Breaks off after {@code rows}, as a store that fails meanwhile would make it. */
    @ViewApi
    static class BrokenList {
        private final Tables tables;

        BrokenList(Tables tables) {
            this.tables = tables;
        }

        @GetMapping("/v1/broken")
        ResponseEntity<?> broken(@RequestParam long rows) {
            Columns<Long> columns = new Columns<>(Column.number("n", n -> n));
            Table<Long> table =
                    new Table<>(
                            "broken",
                            columns.chosen(null),
                            1,
                            () ->
                                    LongStream.iterate(0, n -> n + 1)
                                            .peek(
                                                    n -> {
                                                        if (n == rows)
                                                            throw new IllegalStateException();
                                                    })
                                            .boxed());
            TableFormat csv = tables.format("csv").orElseThrow();
            return Tables.answer(csv, table, new Freshness(1, 1), null);
        }
    }
}
