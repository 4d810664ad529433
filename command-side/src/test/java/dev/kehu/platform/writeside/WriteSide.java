package dev.kehu.platform.writeside;

import dev.kehu.platform.datadir.DataDirectory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

import java.nio.file.Path;
import java.util.Map;

/**
 * The whole write side on a real data directory, without HTTP: what tests of several streams run
 * against.
 */
public final class WriteSide implements AutoCloseable {
    private final DataDirectory data;
    private final ConfigurableApplicationContext context;

    private WriteSide(DataDirectory data, ConfigurableApplicationContext context) {
        this.data = data;
        this.context = context;
    }

    public static WriteSide open(Path directory, Class<?>... more) {
        return open(directory, Map.of(), more);
    }

    /** With settings as an operator gives them. */
    public static WriteSide open(Path directory, Map<String, String> settings, Class<?>... more) {
        DataDirectory data = DataDirectory.open(directory);
        ApplicationContextInitializer<GenericApplicationContext> bean =
                context ->
                        context.registerBean(
                                "dataDirectory",
                                DataDirectory.class,
                                () -> data,
                                it -> it.setDestroyMethodName(""));
        try {
            return new WriteSide(
                    data,
                    new SpringApplicationBuilder(Scan.class)
                            .sources(more)
                            .web(WebApplicationType.NONE)
                            .initializers(bean)
                            .properties(
                                    "axon.axonserver.enabled=false",
                                    "axon.update-check.disabled=true",
                                    "spring.main.banner-mode=off",
                                    "spring.autoconfigure.exclude="
                                        + "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration,"
                                        + "org.axonframework.springboot.autoconfig.XStreamAutoConfiguration",
                                    "logging.level.root=WARN")
                            .run(
                                    settings.entrySet().stream()
                                            .map(it -> "--" + it.getKey() + "=" + it.getValue())
                                            .toArray(String[]::new)));
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @ComponentScan("dev.kehu")
    static class Scan {}

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        data.close();
    }
}
