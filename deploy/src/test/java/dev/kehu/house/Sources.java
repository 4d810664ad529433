package dev.kehu.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The source tree, found from wherever the tests run. */
final class Sources {
    private Sources() {}

    /** The folder that holds all modules. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("shared-kernel"))) here = here.getParent();
        return here;
    }

    /** Names of the types that have a file in the main sources of these modules. */
    static List<String> main(String... modules) throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : modules) {
            Path java = root().resolve(module).resolve("src/main/java");
            if (!Files.isDirectory(java)) continue;
            try (var files = Files.walk(java)) {
                files.map(file -> java.relativize(file).toString())
                        .filter(file -> file.endsWith(".java"))
                        .filter(file -> !file.endsWith("package-info.java"))
                        .map(file -> file.substring(0, file.length() - 5).replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
