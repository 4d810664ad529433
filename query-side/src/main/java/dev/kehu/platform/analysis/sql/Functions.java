package dev.kehu.platform.analysis.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Functions an analyst may call: those that compute from their arguments alone and whose result is
 * not much larger than these. {@code repeat}, {@code range} in an expression and their like are
 * missing because DuckDB cannot stop them; {@code replace} and functions with lambdas because their
 * results escape its memory limit; {@code reservoir_quantile} because it can end the database.
 */
final class Functions {
    private Functions() {}

    static Set<String> allowed() {
        try (InputStream list = Functions.class.getResourceAsStream("functions.txt")) {
            if (list == null) throw new IllegalStateException("the list of functions is missing");
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            return Set.of(text.strip().split("\\s+"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
