package dev.kehu.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kehu.access.Role;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What every operation says of itself: a name that stays, a sentence, its media types, how it says
 * no, and who may ask, which the rules of access are asked for.
 */
@Component
final class ApiOperations implements OpenApiCustomizer {
    private static final String PROBLEM = "Problem";
    private static final Map<String, String> TYPES =
            Map.of(
                    "json", "application/json",
                    "text", "text/plain",
                    "lines", "application/x-ndjson",
                    "events", "text/event-stream",
                    "csv", "text/csv",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "zip", "application/zip",
                    "parquet", "application/vnd.apache.parquet");

    private final WebInvocationPrivilegeEvaluator rules;
    private final Map<String, Words> words = read();

    ApiOperations(WebInvocationPrivilegeEvaluator rules) {
        this.rules = rules;
    }

    private record Words(String name, List<String> types, String sentence) {}

    /** Method, path, name, types and sentence stand in one line. */
    private static Map<String, Words> read() {
        Map<String, Words> all = new HashMap<>();
        try (InputStream lines = ApiOperations.class.getResourceAsStream("/openapi.txt")) {
            for (String line : new String(lines.readAllBytes(), UTF_8).lines().toList()) {
                String[] parts = line.split(" ", 5);
                List<String> types = Arrays.stream(parts[3].split(",")).map(TYPES::get).toList();
                all.put(parts[0] + " " + parts[1], new Words(parts[2], types, parts[4]));
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem());
        api.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach((method, one) -> describe(path, method, one)));
    }

    private void describe(String path, HttpMethod method, Operation operation) {
        Words said = words.get(method + " " + path);
        if (said == null) return;
        operation.setOperationId(said.name());
        operation.setSummary(said.sentence());
        List<String> roles = roles(path, method);
        operation.setDescription("For the roles " + String.join(", ", roles) + ".");
        operation.addExtension("x-roles", roles);
        operation.getResponses().forEach((status, answer) -> type(status, answer, said.types()));
        operation.getResponses().addApiResponse("401", no("Nobody has signed in"));
        operation.getResponses().addApiResponse("403", no("The role may not"));
        operation.getResponses().addApiResponse("default", no("A problem; its code says which"));
    }

    private List<String> roles(String path, HttpMethod method) {
        String some = path.replaceAll("\\{[^}]*}", "1");
        return Arrays.stream(Role.values())
                .filter(role -> rules.isAllowed("", some, method.name(), as(role)))
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Authentication as(Role role) {
        return UsernamePasswordAuthenticationToken.authenticated(
                "anybody", "", AuthorityUtils.createAuthorityList("ROLE_" + role.name()));
    }

    private static void type(String status, ApiResponse answer, List<String> types) {
        if (!status.startsWith("2")) return;
        Content before = answer.getContent();
        MediaType found =
                before == null || before.isEmpty()
                        ? new MediaType()
                        : before.values().iterator().next();
        Content content = new Content();
        for (String type : types)
            content.addMediaType(
                    type, type.equals(types.getFirst()) ? found : new MediaType().schema(text()));
        answer.setContent(content);
    }

    private static Schema<?> text() {
        return new StringSchema();
    }

    private static ApiResponse no(String meaning) {
        Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description(meaning)
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(problem)));
    }

    /** RFC 9457, and the code programs go by. */
    private static Schema<?> problem() {
        ObjectSchema problem = new ObjectSchema();
        for (String member : List.of("type", "title", "detail", "instance", "code"))
            problem.addProperty(member, new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.setRequired(List.of("type", "status", "code"));
        return problem;
    }
}
