package dev.kehu.adapter;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;

/** What the API says about itself; the same on every machine. */
@Configuration(proxyBeanMethods = false)
class ApiDescription implements WebMvcConfigurer {
    private static final String BASIC = "basic";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/openapi.json").setViewName("forward:/openapi");
    }

    @Bean
    OpenAPI api() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Kehu")
                                .version("v1")
                                .description(
                                        "Channels post events, views answer, auditors read"
                                                + " history."))
                .servers(List.of(new Server().url("/")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BASIC,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme(BASIC)))
                .addSecurityItem(new SecurityRequirement().addList(BASIC));
    }

    /** The intake reads its body itself, byte by byte, so nobody but us can describe it. */
    @Bean
    OpenApiCustomizer intakeBody() {
        return api -> {
            Operation post = api.getPaths().get("/v1/events").getPost();
            post.setRequestBody(
                    new RequestBody()
                            .required(true)
                            .content(
                                    new Content()
                                            .addMediaType(
                                                    "application/cloudevents+json",
                                                    new MediaType().schema(event()))
                                            .addMediaType(
                                                    "application/cloudevents-batch+json",
                                                    new MediaType().schema(batch()))));
        };
    }

    private static ArraySchema batch() {
        ArraySchema batch = new ArraySchema();
        batch.setItems(event());
        batch.setMaxItems(1000);
        return batch;
    }

    private static ObjectSchema event() {
        StringSchema version = new StringSchema();
        version.setEnum(List.of("1.0"));
        StringSchema type = new StringSchema();
        type.setEnum(List.of("dev.kehu.customer.v1", "dev.kehu.interaction.v1"));
        StringSchema time = new StringSchema();
        time.setFormat("date-time");
        ObjectSchema event = new ObjectSchema();
        event.addProperty("specversion", version);
        event.addProperty("id", new StringSchema());
        event.addProperty("source", new StringSchema());
        event.addProperty("type", type);
        event.addProperty("time", time);
        event.addProperty("data", new ObjectSchema());
        event.setRequired(List.of("specversion", "id", "source", "type"));
        return event;
    }
}
