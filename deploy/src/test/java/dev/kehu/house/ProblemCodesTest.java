package dev.kehu.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every code a program can meet stands in docs/problems.md. */
class ProblemCodesTest {
    private static final Pattern CODE =
            Pattern.compile(
                    "(?:Refusal\\s*\\.\\s*(?:unknown|conflict|invalid)|wrong|rejected|StoreUnavailable|Problem\\.of|Held\\(delivery,|Broken|DataDirectoryRefused(?=\\(\\s*\"axonserver))"
                        + "\\(?\\s*\"([a-z]+(?:[.-][a-z]+)*)\"");

    @Test
    void areAllExplained() throws IOException {
        String page = Files.readString(Path.of("../docs/problems.md"));
        Set<String> codes = codes();
        assertThat(codes).hasSizeGreaterThan(40);
        assertThat(codes).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module :
                new String[] {"shared-kernel", "command-side", "query-side", "deploy"}) {
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    CODE.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> codes.add(found.group(1)));
                }
            }
        }
        return codes;
    }
}
