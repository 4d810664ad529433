package dev.kehu.page;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A page's own address, so that links keep the rest of what is asked. */
public record Address(String path, Map<String, String> query) {
    static Address of(String... path) {
        String text =
                UriComponentsBuilder.newInstance()
                        .pathSegment(path)
                        .encode(StandardCharsets.UTF_8)
                        .toUriString();
        return new Address(text.isEmpty() ? "/" : text, Map.of());
    }

    /** The same page asked with another value; null or empty takes the question away. */
    public Address with(String name, @Nullable String value) {
        Map<String, String> asked = new LinkedHashMap<>(query);
        asked.remove(name);
        if (value != null && !value.isBlank()) asked.put(name, value);
        return new Address(path, asked);
    }

    public Address without(String name) {
        return with(name, null);
    }

    @Override
    public String toString() {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        query.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode(StandardCharsets.UTF_8).buildAndExpand(query).toUriString();
    }
}
