package dev.kehu;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a description of the API must say of every endpoint there is in the sources. */
final class ApiDescribed {
    private static final Pattern MAPPED =
            Pattern.compile(
                    "@(Get|Post|Put|Patch|Delete)Mapping\\(\\s*(?:path = |value ="
                            + " )?\"(/v1[^\"]*)\"");

    private ApiDescribed() {}

    static void check(JsonNode api) throws IOException {
        Set<String> mapped = mapped();
        assertThat(mapped).hasSizeGreaterThan(20);
        Set<String> names = new HashSet<>();
        for (String endpoint : mapped) {
            String[] parts = endpoint.split(" ");
            JsonNode one = api.path("paths").path(parts[1]).path(parts[0]);
            assertThat(one.path("summary").asString("")).as(endpoint).endsWith(".");
            assertThat(names.add(one.path("operationId").asString(""))).as(endpoint).isTrue();
            assertThat(one.path("x-roles").toString()).as(endpoint).contains("\"admin\"");
            isAnswered(endpoint, one.path("responses"));
            for (String variable : variables(parts[1]))
                assertThat(one.path("parameters").toString())
                        .as(endpoint)
                        .contains("\"name\":\"" + variable + "\",\"in\":\"path\"");
        }
        assertThat(roles(api, "/v1/analysis/sql", "post")).containsExactly("admin", "analyst");
        assertThat(roles(api, "/v1/events", "post")).containsExactly("admin", "channel");
    }

    private static void isAnswered(String endpoint, JsonNode answers) {
        for (String no : List.of("401", "403", "default"))
            assertThat(answers.path(no).path("content").has("application/problem+json"))
                    .as(endpoint + " " + no)
                    .isTrue();
        answers.properties()
                .forEach(
                        answer -> {
                            JsonNode content = answer.getValue().path("content");
                            assertThat(content.size())
                                    .as(endpoint + " " + answer.getKey())
                                    .isPositive();
                            assertThat(content.has("*/*")).as(endpoint).isFalse();
                        });
    }

    private static List<String> roles(JsonNode api, String path, String method) {
        List<String> roles = new ArrayList<>();
        api.path("paths")
                .path(path)
                .path(method)
                .path("x-roles")
                .forEach(role -> roles.add(role.asString()));
        return roles;
    }

    private static List<String> variables(String path) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> mapped() throws IOException {
        Set<String> mapped = new TreeSet<>();
        for (String module : List.of("command-side", "query-side", "deploy"))
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList())
                    MAPPED.matcher(Files.readString(file))
                            .results()
                            .map(f -> f.group(1).toLowerCase(Locale.ROOT) + " " + f.group(2))
                            .forEach(mapped::add);
            }
        return mapped;
    }
}
